#pragma once

#include "jobs/workspace.h"
#include "ui/card/cardcontent.h"
#include "ui/diff/imagediff.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <optional>
#include <stop_token>

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
    /// The names of the shown card that lead to the diff.
    QSet<QString> occurring() const { return m_content ? m_content->occurring : QSet<QString>(); }
    /// Asks for the card's text again: an analysis or the triage has changed.
    void reloadCard();
    /// Cards of these commits were asked for: their pages say so until the queue knows.
    void expect(const QList<jobs::CommitKey> &commits);
    /// The queue as it is now.
    void setJobs(const QList<Job> &jobs);

Q_SIGNALS:
    /// One that has to do with the one that is read.
    void commitWanted(const rijian::CommitRow &commit);

private:
    void load();
    void loadPatch();
    void showPatch(const jobs::PatchPointer &patch);
    void loadViewed();
    void linkNames();
    void showReading();
    void loadCard();
    void loadRelated();
    void loadWholeFile(int file);
    void loadRest(int file);
    void loadPart(int file, int lines);
    void loadSurroundings(int file);
    void comparePictures(int file);
    std::optional<FilePatch> ofFile(const Result<jobs::PatchPointer> &answer, int file) const;
    void readAgain();
    void followEncoding();
    void showContent();
    void onGrowing(const jobs::CommitKey &key, const QString &markdown);
    void onStored(const QList<jobs::CommitKey> &keys);
    void onEnded(const jobs::JobEnd &end);
    void forgetGrowing();
    jobs::CommitKey key() const { return {m_current->repository, m_current->sha}; }

    jobs::Workspace &m_workspace;
    DiffPane *m_diff;
    CardView *m_card;
    std::optional<CommitRow> m_current;
    jobs::PatchPointer m_patch;
    QSet<QString> m_viewed; ///< the commit's files, by viewedKey()
    QString m_webAddress;
    std::optional<CardContent> m_content; ///< what the card shows
    QHash<jobs::CommitKey, QString> m_growing; ///< cards that are being written
    QSet<jobs::CommitKey> m_asked;  ///< for a new card, not seen in the queue yet
    QSet<jobs::CommitKey> m_queued; ///< for a new card, by name; what a day's job will come to is not known
    QSet<jobs::CommitKey> m_finished; ///< of jobs that go on with other commits
    std::optional<std::pair<jobs::CommitKey, QString>> m_failed; ///< the last job that failed for a commit, and why
    std::stop_source m_linking;
    TextEncoding m_encoding = TextEncoding::Unknown; ///< that the commit was read with
    quint64 m_generation = 0;
    quint64 m_cardAsked = 0;
    quint64 m_aroundAsked = 0;
    QPointer<ImageDiff> m_pictures;
    ImageDiff::Mode m_picturesMode = ImageDiff::Mode::SideBySide; ///< of the last window
    QTimer m_settle; ///< while keys repeat, only where they stop is read
    QElapsedTimer m_shown; ///< since the last commit came
};

} // namespace rijian::ui
