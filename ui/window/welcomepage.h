#pragma once

#include <QWidget>

class QLabel;

namespace rijian::ui {

class AddressField;

/// The first start: what this is, and one field to begin with.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void focusField();
    AddressField *field() const { return m_field; }

Q_SIGNALS:
    void addressesEntered(const QStringList &addresses);

private:
    AddressField *m_field;
};

} // namespace rijian::ui
