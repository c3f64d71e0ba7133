#pragma once

#include "core/triage.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QPlainTextEdit;

namespace rijian::ui {

/// Until when something is to be followed up, and a note on it. Touches no store: the caller takes both when accepted().
class FollowUpDialog : public QDialog
{
    Q_OBJECT

public:
    /// `commits`: how many it is about; `before`: of the first; `today` in the user's zone.
    FollowUpDialog(int commits, const Triage &before, const QDate &today, QWidget *parent = nullptr);

    QDate due() const; ///< invalid: none
    QString note() const;

private:
    QCheckBox *m_hasDue;
    QDateEdit *m_due;
    QPlainTextEdit *m_note;
};

} // namespace rijian::ui
