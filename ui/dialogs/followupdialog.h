#pragma once

#include "core/commitrow.h"

#include <optional>

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
    /// `today` in the user's zone.
    FollowUpDialog(const QList<CommitRow> &commits, const QDate &today, QWidget *parent = nullptr);

    QDate due() const; ///< invalid: none
    std::optional<QString> note() const; ///< nothing: each keeps its own

private:
    QCheckBox *m_hasDue;
    QDateEdit *m_due;
    QPlainTextEdit *m_note;
    QString m_before; ///< the note of all of them
};

/// The note that all of the commits have; empty where they have not the same.
QString noteOfAll(const QList<CommitRow> &commits);

} // namespace rijian::ui
