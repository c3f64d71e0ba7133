#pragma once

#include <QFrame>
#include <QList>
#include <QTimer>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace rijian::ui {

/// One message at a time above the content, with what can be done about it. The newest replaces the one before.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Done, Notice, Problem };
    struct Choice {
        QString text;
        std::function<void()> act; ///< the bar closes before
    };

    explicit MessageBar(QWidget *parent = nullptr);

    /// `seconds`: closes by itself then; 0: stays until it is closed or replaced.
    void show(Kind kind, const QString &text, const QList<Choice> &choices = {}, int seconds = 0);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tint();

    Kind m_kind = Kind::Notice;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_choices;
    QTimer m_timer;
};

} // namespace rijian::ui
