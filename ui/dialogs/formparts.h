#pragma once
// What the dialogs' forms are made of, so that they look alike. UI thread.

#include <QLabel>

class QFormLayout;

namespace rijian::ui {

/// One or two lines under a field, as plain text, in the colour of what they say; hidden while there is nothing to say.
class MessageLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Kind { Note, Good, Bad };

    explicit MessageLabel(QWidget *parent = nullptr);
    void say(Kind kind, const QString &text);
    void clear();
    Kind kind() const { return m_kind; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The layouts go by sizeHint().
    bool hasHeightForWidth() const override { return false; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyColors();

    Kind m_kind = Kind::Note;
    bool m_colouring = false;
};

/// A form whose fields stand in one column below each other.
QFormLayout *makeForm(QWidget *parent);
/// A muted sentence that explains the field above it.
QLabel *makeNote(const QString &text, QWidget *parent);
/// Small fields below each other get one width.
void setFieldWidth(const QList<QWidget *> &fields);
/// The line over a group of fields.
QLabel *makeHeading(const QString &text, QWidget *parent);

} // namespace rijian::ui
