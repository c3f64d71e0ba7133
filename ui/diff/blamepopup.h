#pragma once

#include "core/result.h"
#include "git/blame.h"

#include <QFrame>
#include <QTimeZone>

class QLabel;
class QProgressBar;
class QPushButton;

namespace rijian::ui {

/// Which commit a line comes from, beside the line. Escape, or a click elsewhere, closes it; it deletes itself then. UI thread.
class BlamePopup : public QFrame
{
    Q_OBJECT

public:
    struct Answer {
        git::LineOrigin origin;
        QTimeZone zone;
        QByteArray path;       ///< what the file is called where the line was asked for
        bool isCurrent = false; ///< it is the commit that is on the screen
        bool stored = false;    ///< the commit's day was listed before; else it is when the commit is gone to
        QString webAddress;     ///< of the commit; empty: none
    };

    /// `place`: the line, in global coordinates.
    BlamePopup(const QRect &place, QWidget *parent);

    /// The first state.
    void showLoading();
    void showAnswer(const Answer &answer);
    /// Cancelled is no problem: it can be asked for again.
    void showError(const Error &error);
    /// All that it says, in one line.
    QString words() const;

Q_SIGNALS:
    void goToWanted(const QString &sha);
    void webWanted(const QString &address);
    void againWanted();
    /// Nobody waits for an answer any more.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QPushButton *addButton(const QString &text, const char *name);
    /// Puts the window where it fits and tells screen readers.
    void settle(QWidget *focus);
    void show(QLabel *label, const QString &text);

    QRect m_place;
    QLabel *m_subject;
    QLabel *m_who;
    QLabel *m_where;
    QLabel *m_note;
    QProgressBar *m_busy;
    QPushButton *m_go;
    QPushButton *m_web;
    QPushButton *m_copy;
    QPushButton *m_again;
    QPushButton *m_cancel;
    QString m_sha;
    QString m_webAddress;
};

} // namespace rijian::ui
