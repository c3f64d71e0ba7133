#include "ui/window/reader.h"

#include "diff/mentions.h"
#include "jobs/jobkinds.h"
#include "ui/card/cardview.h"
#include "ui/card/modelnotes.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"

#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int repeatMilliseconds = 120; // commits that come faster are a key that is held down

} // namespace

Reader::Reader(jobs::Workspace &workspace, DiffPane *diff, CardView *card, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_diff(diff)
    , m_card(card)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(30);
    connect(&m_settle, &QTimer::timeout, this, &Reader::load);
    connect(diff, &DiffPane::wholeFileWanted, this, &Reader::loadWholeFile);
    connect(diff, &DiffPane::restWanted, this, &Reader::loadRest);
    connect(diff->view(), &DiffView::partWanted, this, &Reader::loadPart);
    connect(diff->view(), &DiffView::partsUnwanted, this, [this] { m_workspace.stopParts(); });
    connect(diff->view(), &DiffView::picturesWanted, this, &Reader::comparePictures);
    connect(diff, &DiffPane::surroundingsWanted, this, &Reader::loadSurroundings);
    connect(diff, &DiffPane::readingChanged, this, &Reader::readAgain);
    connect(diff, &DiffPane::encodingChosen, this, [this](TextEncoding encoding) {
        const Repository *repository = m_current ? m_workspace.repository(m_current->repository) : nullptr;
        if (!repository || repository->encoding == encoding)
            return;
        Repository changed = *repository;
        changed.encoding = encoding;
        m_workspace.edit(changed); // repositoriesChanged() follows
    });
    connect(&workspace, &jobs::Workspace::repositoriesChanged, this, &Reader::followEncoding);
    connect(card, &CardView::presented, this, &Reader::showReading);
    connect(card, &CardView::nameActivated, diff, &DiffPane::goToName);
    connect(card, &CardView::commitActivated, this, [this](const QString &sha) {
        for (const storage::RelatedCommit &one : m_content ? m_content->related : QList<storage::RelatedCommit>()) {
            if (one.row.sha == sha)
                return Q_EMIT commitWanted(CommitRow(one.row));
        }
    });
    connect(diff, &DiffPane::viewedChanged, this, [this](const QSet<QString> &paths, bool viewed) {
        if (!m_current || !m_patch)
            return;
        m_viewed = viewed ? m_viewed | paths : m_viewed - paths; // what comes of the commit has them, too
        m_workspace.setViewed(key(), paths, viewed);
    });
    connect(&workspace, &jobs::Workspace::cardGrowing, this, &Reader::onGrowing);
    connect(&workspace, &jobs::Workspace::cardsStored, this, &Reader::onStored);
    connect(&workspace, &jobs::Workspace::modelChanged, this, &Reader::forgetGrowing);
    connect(&workspace, &jobs::Workspace::indexing, this, [this](int left) { // what messages name is found by the search's index
        if (left == 0 && m_content && m_current)
            loadRelated();
    });
    connect(&workspace.scheduler(), &jobs::Scheduler::ended, this, &Reader::onEnded);
}

void Reader::show(const std::optional<CommitRow> &commit)
{
    const bool same = commit && m_current && commit->sha == m_current->sha && commit->repository == m_current->repository;
    m_current = commit;
    if (same)
        return;
    ++m_generation;
    m_patch.reset();
    m_viewed.clear();
    m_linking.request_stop();
    m_webAddress.clear();
    if (!commit) {
        m_settle.stop();
        m_diff->clear();
        m_content.reset();
        m_card->showEmpty();
        return;
    }
    const Repository *repository = m_workspace.repository(commit->repository);
    m_encoding = repository ? repository->encoding : TextEncoding::Unknown;
    m_diff->setEncoding(m_encoding);
    m_diff->setLoading();
    const bool repeats = m_shown.isValid() && m_shown.elapsed() < repeatMilliseconds;
    m_shown.start();
    if (repeats)
        m_settle.start();
    else
        load();
}

void Reader::load()
{
    m_settle.stop();
    loadViewed();
    loadPatch();
    loadCard();
}

void Reader::loadPatch()
{
    const auto answered = [this, generation = m_generation](const Result<jobs::PatchPointer> &patch) {
        if (generation != m_generation || (!patch && patch.error().kind == ErrorKind::Cancelled))
            return; // a newer request's answer is on its way
        if (!patch) {
            m_diff->setError(patch.error());
            return;
        }
        showPatch(*patch);
    };
    const auto begun = [reader = QPointer(this), generation = m_generation](const jobs::PatchPointer &beginning) {
        if (reader && reader->m_generation == generation && !reader->m_patch)
            reader->showPatch(beginning);
    };
    m_workspace.patch(key(), m_diff->reading(), begun).then(this, answered);
}

/// The commit's changes, or what they begin with.
void Reader::showPatch(const jobs::PatchPointer &patch)
{
    m_patch = patch;
    m_diff->setPatch(patch);
    m_diff->setViewed(m_viewed);
    showReading();
    linkNames();
}

void Reader::loadViewed()
{
    m_workspace.viewedFiles(key()).then(this, [this, asked = key()](const Result<QSet<QString>> &viewed) { // holds however the commit is read
        if (!m_current || key() != asked || !viewed || viewed->isEmpty())
            return;
        m_viewed |= *viewed; // one may have been ticked meanwhile
        if (m_patch)
            m_diff->setViewed(m_viewed);
    });
}

void Reader::loadWholeFile(int file)
{
    if (!m_patch || file < 0 || file >= m_patch->files.size())
        return;
    const auto answered = [this, file, generation = m_generation](const Result<jobs::PatchPointer> &whole) {
        if (generation != m_generation)
            return;
        if (auto one = ofFile(whole, file))
            m_diff->setWholeFile(file, std::move(*one));
        else if (!whole && whole.error().kind == ErrorKind::Cancelled)
            loadWholeFile(file); // the view still waits for it
        else
            m_diff->view()->setWholeFileFailed(file);
    };
    m_workspace.wholeFile(key(), m_patch->files[file].change.path, m_diff->reading()).then(this, answered);
}

/// A file of a commit that is too large to be read at once.
void Reader::loadRest(int file)
{
    if (!m_patch || file < 0 || file >= m_patch->files.size())
        return;
    m_workspace.file(key(), m_patch->files[file].change.path, m_diff->reading()).then(this, [this, file, generation = m_generation](const Result<jobs::PatchPointer> &answer) {
        if (generation != m_generation)
            return;
        if (!answer && answer.error().kind == ErrorKind::Cancelled)
            return loadRest(file);
        m_diff->view()->setRest(file, ofFile(answer, file));
    });
}

/// What follows in a file that is too large to be read at once.
void Reader::loadPart(int file, int lines)
{
    if (!m_patch || file < 0 || file >= m_patch->files.size())
        return;
    m_workspace.nextPart(key(), m_patch->files[file].change.path, lines, m_diff->reading()).then(this, [this, file, lines, generation = m_generation](const Result<jobs::PatchPointer> &answer) {
        if (generation == m_generation && (answer || answer.error().kind != ErrorKind::Cancelled)) // the view has stopped it, or asked again
            m_diff->view()->setPart(file, lines, ofFile(answer, file));
    });
}

/// What stands around a file's changes, for their colours.
void Reader::loadSurroundings(int file)
{
    if (!m_patch || file < 0 || file >= m_patch->files.size())
        return;
    const auto answered = [this, file, generation = m_generation, asked = ++m_aroundAsked](const Result<jobs::PatchPointer> &answer) {
        if (generation != m_generation || asked != m_aroundAsked)
            return;
        if (!answer && answer.error().kind == ErrorKind::Cancelled)
            return loadSurroundings(file); // the view still waits for it
        m_diff->view()->setSurroundings(file, ofFile(answer, file));
    };
    m_workspace.surroundings(key(), m_patch->files[file].change.path, m_diff->reading()).then(this, answered);
}

/// A window of its own, which stays when another commit is shown, and is used again for other pictures.
void Reader::comparePictures(int file)
{
    if (!m_patch || file < 0 || file >= m_patch->files.size())
        return;
    const FilePatch shown = m_patch->files[file];
    const QString path = shown.change.path;
    if (!m_pictures || !m_pictures->isVisible()) { // one that was closed is about to go
        m_pictures = new ImageDiff(path, m_diff);
        m_pictures->setAttribute(Qt::WA_DeleteOnClose);
        m_pictures->setMode(m_picturesMode);
        connect(m_pictures, &ImageDiff::modeChosen, this, [this](ImageDiff::Mode mode) { m_picturesMode = mode; });
    }
    ImageDiff *pictures = m_pictures;
    pictures->begin(path);
    pictures->show();
    pictures->raise();
    pictures->activateWindow();
    m_workspace.contents(key(), path, m_diff->reading()).then(pictures, [pictures, shown, asked = pictures->asked()](const Result<jobs::PatchPointer> &answer) {
        if (asked != pictures->asked())
            return;
        if (!answer)
            return pictures->showProblem(answer.error().message);
        const auto found = std::ranges::find_if((*answer)->files, [&](const FilePatch &one) { return DiffView::isSameFile(one, shown); });
        if (found == (*answer)->files.end() || (found->oldSide.content.isEmpty() && found->newSide.content.isEmpty()))
            return pictures->showProblem(tr("The file is too large."));
        pictures->setContents(found->oldSide.content, found->newSide.content);
    });
}

/// The file that was asked for by itself; nothing: it could not be read.
std::optional<FilePatch> Reader::ofFile(const Result<jobs::PatchPointer> &answer, int file) const
{
    if (!answer)
        return std::nullopt;
    const auto found = std::ranges::find_if((*answer)->files, [&](const FilePatch &one) { return DiffView::isSameFile(one, m_patch->files[file]); });
    return found == (*answer)->files.end() ? std::nullopt : std::optional(*found);
}

/// Another white space, or other context: the same commit, read again.
void Reader::readAgain()
{
    if (!m_current || m_settle.isActive())
        return;
    ++m_generation;
    ++m_cardAsked;
    m_patch.reset();
    m_diff->setReloading();
    loadPatch();
    loadCard();
}

/// The repository's text is read as something else.
void Reader::followEncoding()
{
    const Repository *repository = m_current ? m_workspace.repository(m_current->repository) : nullptr;
    if (!repository || repository->encoding == m_encoding)
        return;
    m_encoding = repository->encoding;
    m_diff->setEncoding(m_encoding);
    readAgain();
}

void Reader::reloadCard()
{
    if (m_current && !m_settle.isActive())
        loadCard();
}

void Reader::loadCard()
{
    const quint64 asked = ++m_cardAsked;
    m_workspace.card(key()).then(this, [this, asked, generation = m_generation](const Result<jobs::CardView> &card) {
        if (generation != m_generation || asked != m_cardAsked)
            return;
        if (!card) {
            m_card->showEmpty();
            return;
        }
        m_webAddress = card->webAddress;
        const bool same = m_content && m_content->commit.sha == card->commit.sha;
        const QSet<QString> occurring = same ? m_content->occurring : QSet<QString>();
        const QList<storage::RelatedCommit> related = same ? m_content->related : QList<storage::RelatedCommit>();
        m_content = {.commit = card->commit, .repository = card->repository.name, .webAddress = card->webAddress, .analysis = card->choice.analysis,
                     .analyses = card->analyses, .other = {}, .failure = card->choice.failure, .triage = card->triage, .mark = card->mark, .occurring = occurring, .related = related, .zone = m_workspace.zone()};
        showContent();
        linkNames();
        loadRelated();
    });
}

/// What has to do with the commit, once its card is there.
void Reader::loadRelated()
{
    m_workspace.related(key()).then(this, [this, generation = m_generation](const Result<QList<storage::RelatedCommit>> &related) {
        if (!related || generation != m_generation || !m_content || m_content->related == *related)
            return;
        m_content->related = *related;
        showContent();
    });
}

/// What the model read, beside the lines; of the card that is shown.
void Reader::showReading()
{
    const Analysis *shown = m_card->analysis();
    const bool ofCurrent = shown && m_current && m_card->sha() == m_current->sha;
    m_diff->setReading(ofCurrent && !isByRules(*shown) ? shown->reading : QList<FileReading>());
}

/// Names in the cards lead to the diff: once both are there, and found off this thread.
void Reader::linkNames()
{
    m_linking.request_stop();
    if (!m_patch || m_patch->partial || !m_content || m_content->commit.sha != m_current->sha)
        return;
    QStringList names;
    for (const Analysis &analysis : m_content->analyses)
        names += diff::codeSpans(analysis.markdown);
    names.removeDuplicates();
    if (names.isEmpty())
        return;
    m_linking = std::stop_source();
    const auto find = [names, patch = m_patch, stop = m_linking.get_token()] { return diff::occurring(names, *patch, stop); };
    QtConcurrent::run(find).then(this, [this, generation = m_generation, stop = m_linking.get_token()](const QSet<QString> &found) {
        if (stop.stop_requested() || generation != m_generation || m_content->occurring == found)
            return;
        m_content->occurring = found;
        showContent();
    });
}

/// The card, or what there is of the one that is being written.
void Reader::showContent()
{
    const auto growing = m_growing.constFind(key());
    if (growing != m_growing.constEnd())
        m_card->showStreaming(*m_content, *growing);
    else if (m_asked.contains(key()) || m_queued.contains(key()))
        m_card->showRunning(*m_content, {});
    else if (m_failed && m_failed->first == key() && !failedTry(m_content->analyses)) // that one says more
        m_card->showFailed(*m_content, m_failed->second, {});
    else
        m_card->showCard(*m_content);
}

void Reader::onGrowing(const jobs::CommitKey &key, const QString &markdown)
{
    constexpr qsizetype most = 64; // that grow at once; more would be a fault elsewhere
    if (m_growing.size() >= most && !m_growing.contains(key))
        m_growing.clear();
    m_growing.insert(key, markdown);
    if (m_current && m_content && m_content->commit.sha == key.sha && this->key() == key)
        showContent();
}

void Reader::onStored(const QList<jobs::CommitKey> &keys)
{
    for (const jobs::CommitKey &stored : keys) {
        m_growing.remove(stored);
        if (m_asked.remove(stored) || m_queued.remove(stored))
            m_finished.insert(stored); // its job may go on with others
        if (m_failed && m_failed->first == stored)
            m_failed.reset();
    }
    if (m_current && keys.contains(key()))
        reloadCard();
}

void Reader::onEnded(const jobs::JobEnd &end)
{
    const qint64 repository = end.job.repository;
    m_growing.removeIf([repository](const auto &one) { return one.key().repository == repository; });
    const QStringList shas = jobs::shasOf(end.job);
    for (const QString &sha : shas) {
        m_asked.remove({repository, sha});
        m_queued.remove({repository, sha});
        m_finished.remove({repository, sha});
    }
    if (!m_current || m_current->repository != repository)
        return;
    if (end.job.state == JobState::Failed && end.error && shas.contains(m_current->sha))
        m_failed = {key(), end.error->message};
    reloadCard(); // a job that ended without a card leaves no page that waits for ever
}

void Reader::setJobs(const QList<Job> &jobs)
{
    QSet<jobs::CommitKey> queued;
    for (const Job &job : jobs) {
        if (job.kind != jobs::analyzeKind || (job.state != JobState::Waiting && job.state != JobState::Running))
            continue;
        for (const QString &sha : jobs::shasOf(job)) {
            const jobs::CommitKey one{job.repository, sha};
            m_asked.remove(one);
            if (!m_finished.contains(one))
                queued.insert(one);
        }
    }
    const bool differs = m_current && queued.contains(key()) != m_queued.contains(key());
    m_queued = std::move(queued);
    if (differs)
        reloadCard();
}

/// Another model: what the old one was writing may never be finished.
void Reader::forgetGrowing()
{
    const bool shown = m_current && m_growing.contains(key());
    m_growing.clear();
    if (shown)
        reloadCard();
}

void Reader::expect(const QList<jobs::CommitKey> &commits)
{
    for (const jobs::CommitKey &commit : commits) {
        m_asked.insert(commit);
        m_finished.remove(commit);
        if (m_failed && m_failed->first == commit)
            m_failed.reset();
    }
    if (m_current && m_content && m_content->commit.sha == m_current->sha && commits.contains(key()))
        showContent();
}

} // namespace rijian::ui
