#pragma once

#include "jobs/workspace.h"
#include "ui/card/cardcontent.h"

#include <QHash>
#include <QJsonObject>
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
    /// `model`: another one than the settings', as Workspace::analyzeCommits() takes it.
    void reanalyze(const QJsonObject &model = {});
    /// A job of this repository has ended.
    void endJob(qint64 repository);

private:
    void loadPatch();
    void loadCard();
    void loadWholeFile(int file);
    void showContent();
    void onGrowing(const jobs::CommitKey &key, const QString &markdown);
    void onStored(const QList<jobs::CommitKey> &keys);

    jobs::Workspace &m_workspace;
    DiffPane *m_diff;
    CardView *m_card;
    std::optional<CommitRow> m_current;
    jobs::PatchPointer m_patch;
    QString m_webAddress;
    std::optional<CardContent> m_content; ///< what the card shows
    QHash<jobs::CommitKey, QString> m_growing; ///< cards that are being written
    quint64 m_generation = 0;
    quint64 m_cardAsked = 0;
    QTimer m_settle; ///< while keys repeat, only where they stop is read
};

} // namespace rijian::ui
