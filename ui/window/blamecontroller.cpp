#include "ui/window/blamecontroller.h"

#include "core/text.h"
#include "git/weblink.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"
#include "ui/window/reader.h"

#include <QDesktopServices>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// The bytes that git knows a side of a file by.
QByteArray pathOf(const FilePatch &file, bool removed)
{
    const FileSide &side = removed ? file.oldSide : file.newSide;
    const QString &text = removed && !file.change.oldPath.isEmpty() ? file.change.oldPath : file.change.path;
    return side.path.isEmpty() ? text.toUtf8() : side.path;
}

} // namespace

BlameController::BlameController(jobs::Workspace &workspace, DiffPane *diff, Reader *reader, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_diff(diff)
    , m_reader(reader)
{
    connect(diff->view(), &DiffView::blameWanted, this, &BlameController::open);
}

/// A removed line is asked for in the parent, any other in the commit itself.
void BlameController::open(int file, int line)
{
    const auto &commit = m_reader->current();
    const auto &patch = m_diff->patch();
    if (!commit || !patch || patch->commit.sha != commit->sha)
        return;
    if (file < 0 || file >= int(m_diff->view()->scene().files.size()) || line >= int(m_diff->view()->scene().document(file).patch().lines.size()))
        return;
    const FilePatch &shown = m_diff->view()->scene().document(file).patch();
    const PatchLine &entry = shown.lines[std::size_t(line)];
    const bool removed = entry.kind == LineKind::Removed;
    if (removed && patch->commit.parents.isEmpty())
        return;
    m_repository = commit->repository;
    m_sha = commit->sha;
    m_query = {removed ? patch->commit.parents.first() : commit->sha, pathOf(shown, removed), removed ? entry.oldNumber : entry.newNumber, 1};
    if (m_popup)
        m_popup->close();
    QRect place = m_diff->view()->lineRect({file, line});
    place.moveTopLeft(m_diff->view()->viewport()->mapToGlobal(place.topLeft()));
    m_popup = new BlamePopup(place, m_diff->view());
    connect(m_popup, &BlamePopup::closed, this, [this] {
        ++m_asked;
        m_workspace.stopBlame();
    });
    connect(m_popup, &BlamePopup::againWanted, this, &BlameController::ask);
    connect(m_popup, &BlamePopup::webWanted, this, [](const QString &address) { QDesktopServices::openUrl(QUrl(address)); });
    ask();
}

void BlameController::ask()
{
    m_popup->showLoading();
    m_workspace.blame(m_repository, m_query).then(this, [this, asked = ++m_asked](const Result<QList<git::LineOrigin>> &origins) {
        if (asked != m_asked || !m_popup)
            return;
        if (!origins || origins->isEmpty())
            m_popup->showError(origins ? Error{ErrorKind::NotFound, tr("The line was not found."), {}} : origins.error());
        else
            answer(origins->first());
    });
}

/// Once it is known whether the commit was listed.
void BlameController::answer(const git::LineOrigin &origin)
{
    const jobs::CommitKey key{m_repository, origin.sha};
    m_workspace.card(key).then(this, [this, origin, asked = m_asked](const Result<jobs::CardView> &card) {
        if (asked != m_asked || !m_popup)
            return;
        const QString address = m_workspace.webAddress({m_repository, origin.sha});
        m_popup->showAnswer({.origin = origin, .zone = m_workspace.zone(), .path = m_query.path, .isCurrent = origin.sha == m_sha, .stored = card.has_value(),
                             .webAddress = git::isWebPage(address) ? address : QString()});
        if (!card) {
            connect(m_popup, &BlamePopup::goToWanted, this, [this, origin] { goToUnlisted(origin); });
            return;
        }
        const CommitRow row{.repository = m_repository, .sha = origin.sha, .committerTime = card->commit.committerTime};
        connect(m_popup, &BlamePopup::goToWanted, this, [this, row] { Q_EMIT commitWanted(row); });
    });
}

/// Its day is the committer's, which blame does not tell: one of its files is read for that.
void BlameController::goToUnlisted(const git::LineOrigin &origin)
{
    const jobs::CommitKey key{m_repository, origin.sha};
    m_workspace.file(key, decodeText(origin.path)).then(this, [this, key](const Result<jobs::PatchPointer> &patch) {
        if (patch)
            Q_EMIT commitWanted({.repository = key.repository, .sha = key.sha, .committerTime = (*patch)->commit.committerTime});
        else if (patch.error().kind != ErrorKind::Cancelled)
            Q_EMIT m_diff->view()->told(patch.error().message);
    });
}

} // namespace rijian::ui
