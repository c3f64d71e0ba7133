#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace rijian::ui {

/// What stands where there is nothing to list: what is so, and what can be done.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    struct Choice {
        QString text;
        std::function<void()> act;
    };

    explicit EmptyState(QWidget *parent = nullptr);

    /// `iconName` of the icon theme; the first choice is the one that Enter takes.
    void show(const QString &iconName, const QString &title, const QString &text = {}, const QList<Choice> &choices = {});
    QString title() const;

private:
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_choices;
};

} // namespace rijian::ui
