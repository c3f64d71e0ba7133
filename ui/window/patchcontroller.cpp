#include "ui/window/patchcontroller.h"

#include "core/text.h"
#include "git/weblink.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"
#include "ui/messagebar.h"
#include "ui/window/reader.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QMimeData>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace rijian::ui {

PatchController::PatchController(jobs::Workspace &workspace, DiffPane *diff, Reader *reader, MessageBar *messages, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_diff(diff)
    , m_reader(reader)
    , m_messages(messages)
{
    connect(diff->view(), &DiffView::patchWanted, this, &PatchController::take);
    connect(diff->view(), &DiffView::webWanted, this, &PatchController::openFile);
}

void PatchController::take(int file, bool toFile)
{
    if (!m_reader->current() || !m_diff->patch())
        return;
    toFile ? ask(file) : copy(file);
}

QFuture<Result<jobs::PatchText>> PatchController::read(int file)
{
    const bool one = file >= 0 && file < m_diff->patch()->files.size();
    return m_workspace.patchText({m_reader->current()->repository, m_reader->current()->sha}, one ? m_diff->patch()->files[file].change.path : QString());
}

void PatchController::copy(int file)
{
    read(file).then(this, [this](const Result<jobs::PatchText> &patch) {
        if (!patch) {
            if (patch.error().kind != ErrorKind::Cancelled)
                m_messages->show(MessageBar::Kind::Problem, patch.error().message);
            return;
        }
        auto *data = new QMimeData;
        data->setText(QString::fromUtf8(patch->text));
        data->setData(u"text/x-patch"_s, patch->text);
        QApplication::clipboard()->setMimeData(data);
        const bool whole = QUtf8StringView(patch->text.constData(), patch->text.size()).isValidUtf8();
        say(*patch, whole ? tr("The patch is in the clipboard.")
                          : tr("The patch is in the clipboard, but not all of it is UTF-8: save it as a file for git to take it."));
        Q_EMIT done();
    });
}

void PatchController::ask(int file)
{
    auto *dialog = new QFileDialog(m_diff, tr("Save Patch"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Patches (*.patch *.diff)"), tr("All files (*)")});
    dialog->setDefaultSuffix(u"patch"_s);
    dialog->selectFile(m_reader->current()->sha.first(10) + u".patch"_s);
    const QString sha = m_reader->current()->sha;
    connect(dialog, &QFileDialog::fileSelected, this, [this, file, sha](const QString &name) {
        if (m_reader->current() && m_reader->current()->sha == sha && m_diff->patch())
            save(file, name);
    });
    dialog->open();
}

void PatchController::save(int file, const QString &name)
{
    const auto write = [name](const Result<jobs::PatchText> &patch) -> Result<jobs::PatchText> {
        if (!patch)
            return patch;
        QSaveFile target(name);
        if (!target.open(QIODevice::WriteOnly) || target.write(patch->text) != patch->text.size() || !target.commit())
            return failure(ErrorKind::Internal, tr("%1 cannot be written: %2.").arg(oneLine(QDir::toNativeSeparators(name), 300), target.errorString()));
        return patch;
    };
    read(file).then(QtFuture::Launch::Async, write).then(this, [this, name](const Result<jobs::PatchText> &patch) {
        if (!patch) {
            if (patch.error().kind != ErrorKind::Cancelled)
                m_messages->show(MessageBar::Kind::Problem, patch.error().message);
            return;
        }
        say(*patch, tr("The patch was saved as %1.").arg(oneLine(QDir::toNativeSeparators(name), 300)));
        Q_EMIT done();
    });
}

void PatchController::say(const jobs::PatchText &patch, const QString &good)
{
    if (patch.leftOut.isEmpty())
        return m_messages->show(MessageBar::Kind::Done, good, {}, 6);
    const QStringList some = patch.leftOut.first(std::min<qsizetype>(patch.leftOut.size(), 5));
    m_messages->show(MessageBar::Kind::Notice, good + u' ' + tr("%n file(s) are not in it, or not whole, being too large: %1", nullptr, int(patch.leftOut.size())).arg(oneLine(some.join(tr(", ", "between parts of a list")), 400)));
}

/// As it was after the commit; a removed line, or file, as it was before.
void PatchController::openFile(int file, int line)
{
    const auto &commit = m_reader->current();
    if (!commit || !m_diff->patch() || file < 0 || file >= int(m_diff->view()->scene().files.size()))
        return;
    const FilePatch &patch = m_diff->view()->scene().document(file).patch();
    const PatchLine *entry = line >= 0 && line < int(patch.lines.size()) ? &patch.lines[std::size_t(line)] : nullptr;
    const bool before = patch.change.status == FileStatus::Deleted || (entry && entry->kind == LineKind::Removed);
    const QString sha = before ? m_diff->patch()->commit.parents.value(0) : commit->sha;
    const FileSide &side = before ? patch.oldSide : patch.newSide;
    const QString &path = before && !patch.change.oldPath.isEmpty() ? patch.change.oldPath : patch.change.path;
    const QString address = m_workspace.webAddress({commit->repository, sha}, side.path.isEmpty() ? path.toUtf8() : side.path, entry ? before ? entry->oldNumber : entry->newNumber : 0);
    if (git::isWebPage(address))
        QDesktopServices::openUrl(QUrl(address));
    else
        m_messages->show(MessageBar::Kind::Notice, tr("The pages of this repository's host are not known."), {}, 6);
}

} // namespace rijian::ui
