#pragma once

#include "jobs/workspace.h"
#include "ui/card/cardcontent.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace rijian::ui {

class CardView;
class DiffPane;

/// Shows the current commit: its diff and its card. What was asked for before the selection moved on is dropped.
class Reader : public QObject
{
    Q_OBJECT

public:
    Reader(jobs::Workspace &workspace, DiffPane *diff, CardView *card, QObject *parent);

    void show(const std::optional<CommitRow> &commit);
    const std::optional<CommitRow> &current() const { return m_current; }
    QString webAddress() const { return m_webAddress; }
    /// Asks for the card's text again: an analysis or the triage has changed.
    void reloadCard();
    void reanalyze();

private:
    void loadPatch();
    void loadCard();
    void loadWholeFile(int file);

    jobs::Workspace &m_workspace;
    DiffPane *m_diff;
    CardView *m_card;
    std::optional<CommitRow> m_current;
    jobs::PatchPointer m_patch;
    QString m_webAddress;
    std::optional<CardContent> m_content; ///< what the card shows
    quint64 m_generation = 0;
    quint64 m_cardAsked = 0;
    QTimer m_settle; ///< while keys repeat, only where they stop is read
};

} // namespace rijian::ui
