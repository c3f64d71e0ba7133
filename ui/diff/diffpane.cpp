#include "ui/diff/diffpane.h"

#include "diff/mentions.h"
#include "models/changedfilesmodel.h"
#include "models/filetreemodel.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/filesbutton.h"
#include "ui/diff/filesdrop.h"
#include "ui/diff/findbar.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QDataStream>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr quint32 stateVersion = 0x44500003; // "DP", 3
constexpr int listCalmMilliseconds = 150; // as the view's

} // namespace

DiffPane::DiffPane(QWidget *parent, QThreadPool *pool)
    : QWidget(parent)
    , m_model(new models::ChangedFilesModel(this))
    , m_view(new DiffView(this, pool))
    , m_files(new ChangedFiles(m_model, this))
    , m_find(new FindBar(m_view, this))
    , m_splitter(new QSplitter(this))
    , m_side(new QWidget(this))
    , m_filesButton(new FilesButton(this))
    , m_summary(new QLabel(this))
    , m_modes(new QButtonGroup(this))
{
    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->addWidget(m_files);
    m_splitter->addWidget(m_side);
    auto *reading = new QWidget(this);
    auto *column = new QVBoxLayout(reading);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_view, 1);
    m_splitter->addWidget(reading);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_side->setMinimumWidth(160);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_splitter, 1);
    m_drop = new FilesDrop(m_files, m_side, m_filesButton, reading, this);
    setFocusProxy(m_view);
    m_calm.setSingleShot(true);
    m_calm.setInterval(listCalmMilliseconds);
    connectViews();
    updateStyle();
    updateBar();
}

void DiffPane::setReadingOptions(const jobs::ReadingOptions &reading)
{
    if (reading == m_reading)
        return;
    m_reading = reading;
    m_view->setContextLines(reading.contextLines);
    m_view->setWhitespace(reading.whitespace);
    updateBar();
    Q_EMIT readingChanged();
    Q_EMIT stateToSave();
}

void DiffPane::setWraps(bool wraps)
{
    m_wrap->setChecked(wraps);
}

void DiffPane::setSingleFile(bool single)
{
    m_single->setChecked(single);
}

void DiffPane::focusFiles()
{
    if (m_filesButton->isVisible() && !m_drop->isOpen())
        return m_drop->open();
    QWidget *wanted = m_files->list()->hasFocus() ? static_cast<QWidget *>(m_files->filter()) : m_files->list();
    wanted->setFocus(Qt::ShortcutFocusReason);
}

void DiffPane::showFileMenu(int file, QPoint global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_view->addFileActions(menu, file);
    menu->popup(global);
}

void DiffPane::connectViews()
{
    connect(m_files, &ChangedFiles::menuWanted, this, &DiffPane::showFileMenu);
    connect(m_files, &ChangedFiles::tickWanted, m_view, &DiffView::toggleTick);
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { setMode(id == 0 ? diff::DiffMode::Unified : diff::DiffMode::SideBySide); });
    connect(m_wrap, &QToolButton::toggled, m_view, &DiffView::setWraps);
    connect(m_single, &QToolButton::toggled, m_view, &DiffView::setSingleFile);
    connect(m_previous, &QToolButton::clicked, this, &DiffPane::goToPreviousChange);
    connect(m_next, &QToolButton::clicked, this, &DiffPane::goToNextChange);
    connect(m_files, &ChangedFiles::fileSelected, m_view, &DiffView::scrollToFile);
    const auto read = [this] {
        m_view->setFocus();
        m_drop->close();
    };
    connect(m_files, &ChangedFiles::fileActivated, m_view, read);
    connect(m_files->list(), &QTreeView::clicked, m_view, [this, read](const QModelIndex &index) {
        if (m_drop->isOpen() && index.data(models::FileTreeModel::FileRole).toInt() >= 0)
            read();
    });
    connect(m_filesButton, &FilesButton::clicked, m_drop, [this](bool open) { open ? m_drop->open() : m_drop->close(); });
    connect(m_view, &DiffView::currentFileChanged, this, &DiffPane::showFile);
    connect(m_view, &DiffView::currentFileChanged, this, &DiffPane::currentFileChanged);
    connect(m_view, &DiffView::wholeFileWanted, this, &DiffPane::wholeFileWanted);
    connect(m_view, &DiffView::restWanted, this, &DiffPane::restWanted);
    connect(m_view, &DiffView::surroundingsWanted, this, &DiffPane::surroundingsWanted);
    connect(m_view, &DiffView::viewedChanged, this, [this](const QSet<QString> &paths, bool viewed) {
        m_viewed = viewed ? m_viewed | paths : m_viewed - paths;
        m_model->setViewed(m_viewed);
        updateBar();
        Q_EMIT viewedChanged(paths, viewed);
    });
    connect(m_view, &DiffView::stateChanged, this, &DiffPane::updateBar);
    connect(&m_calm, &QTimer::timeout, this, [this] {
        m_patch.reset();
        m_model->setPatch(nullptr);
        updateBar();
    });
    connect(m_view, &DiffView::looksChanged, this, &DiffPane::stateToSave);
    connect(m_view, &DiffView::zoomChanged, this, &DiffPane::stateToSave);
    connect(m_find, &FindBar::optionsChanged, this, &DiffPane::stateToSave);
    connect(m_files, &ChangedFiles::treeChanged, this, &DiffPane::stateToSave);
    connect(m_splitter, &QSplitter::splitterMoved, this, &DiffPane::stateToSave);
    connect(m_view, &DiffView::documentsShown, m_model, [this] { m_model->setWithInvisibles(m_view->filesWithInvisibles()); });
}

void DiffPane::showFile(int file)
{
    m_files->setCurrentFile(file);
    sayFile();
}

void DiffPane::sayFile()
{
    const int file = m_view->state() == DiffView::State::Ready ? m_view->currentFile() : -1;
    m_filesButton->say(m_model->index(file, 0).data(models::ChangedFilesModel::PathRole).toString(), file, m_model->rowCount());
}

void DiffPane::setPatch(std::shared_ptr<const CommitPatch> patch)
{
    m_calm.stop();
    m_viewed.clear();
    if (const QString sha = patch ? patch->commit.sha : QString(); sha != m_sha) {
        m_sha = sha;
        m_files->filter()->clear(); // it was for the commit before
    }
    m_patch = patch;
    m_model->setPatch(patch);
    m_view->setPatch(std::move(patch));
    if (m_view->state() == DiffView::State::Ready)
        showFile(m_view->currentFile()); // the commit goes on: the lists have forgotten where
    updateBar();
}

/// The same commit, to be read another way.
void DiffPane::setReloading()
{
    m_view->setReloading();
}

void DiffPane::goToName(const QString &name)
{
    if (!m_patch)
        return;
    const int file = diff::fileNamed(*m_patch, name);
    if (file >= 0) {
        m_view->setCollapsed(file, false);
        m_view->goToFile(file);
        m_view->setFocus(Qt::OtherFocusReason); // as for other names
        return;
    }
    m_find->openName(diff::withoutCall(name));
}

void DiffPane::setViewed(const QSet<QString> &paths)
{
    m_viewed = paths;
    m_model->setViewed(paths);
    m_view->setViewed(paths);
    updateBar();
}

void DiffPane::setLoading()
{
    m_view->setLoading();
    if (!m_calm.isActive())
        m_calm.start();
}

void DiffPane::setError(const Error &error)
{
    m_calm.stop();
    m_patch.reset();
    m_model->setPatch(nullptr);
    m_view->setError(error);
}

void DiffPane::clear()
{
    m_calm.stop();
    m_patch.reset();
    m_model->setPatch(nullptr);
    m_view->clear();
}

void DiffPane::setMode(diff::DiffMode mode)
{
    m_modes->button(mode == diff::DiffMode::Unified ? 0 : 1)->setChecked(true);
    if (mode == m_view->mode())
        return;
    m_view->setMode(mode);
    Q_EMIT stateToSave();
}

void DiffPane::goToChange(int direction)
{
    if (m_view->state() == DiffView::State::Ready && !(direction > 0 ? m_view->nextChange() : m_view->previousChange()))
        tellEnd(direction);
}

/// Changes in collapsed files are passed over, and so are files without lines.
void DiffPane::tellEnd(int direction)
{
    const DiffScene &scene = m_view->scene();
    const int here = std::max(0, m_view->readingLine().file);
    int collapsed = 0, lineless = 0;
    for (int file = here; file >= 0 && file < int(scene.files.size()); file += direction) {
        if (scene.document(file).nextChange(m_view->mode(), -1) >= 0)
            collapsed += m_view->isCollapsed(file) ? 1 : 0;
        else
            lineless += file != here ? 1 : 0;
    }
    if (collapsed > 0)
        Q_EMIT m_view->told(direction > 0 ? tr("No more changes below, but in %n collapsed file(s).", nullptr, collapsed) : tr("No more changes above, but in %n collapsed file(s).", nullptr, collapsed));
    else if (lineless > 0)
        Q_EMIT m_view->told(direction > 0 ? tr("No more changed lines below, but %n file(s) without lines to show.", nullptr, lineless)
                                          : tr("No more changed lines above, but %n file(s) without lines to show.", nullptr, lineless));
    else
        Q_EMIT m_view->told(direction > 0 ? tr("No more changes below.") : tr("No more changes above."));
}

/// The usual key searches what has the keyboard; elsewhere in the window it filters the commits.
bool DiffPane::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Find)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void DiffPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        return m_find->open();
    if (event->key() == Qt::Key_Escape && m_find->isVisible())
        return m_find->close();
    QWidget::keyPressEvent(event);
}

void DiffPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_sized && width() > 400) { // the list's own hint would take a third of the diff
        const int files = std::clamp(width() * 3 / 10, 170, 280);
        m_splitter->setSizes({files, width() - files});
        m_sized = true;
    }
    updateBar();
}

void DiffPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    updateStyle();
    updateBar();
    m_previous->setIcon(icon(u"go-up"_s));
    m_next->setIcon(icon(u"go-down"_s));
    m_wrap->setIcon(icon(u"text-wrap"_s));
    m_options->setIcon(icon(u"configure"_s));
    m_single->setIcon(icon(u"view-pages-single"_s));
}

QByteArray DiffPane::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_8);
    const auto [caseSensitive, inFile] = m_find->options();
    stream << stateVersion << qint32(m_view->mode()) << m_view->wraps() << m_view->singleFile() << m_files->isTree() << m_view->marksMoves() << qint32(m_view->tabWidth()) << qint32(m_reading.whitespace) << m_reading.ignoreBlankLines << qint32(m_reading.contextLines)
           << qint32(m_view->zoom()) << m_splitter->saveState() << m_reading.renames << m_reading.copies << qint32(m_reading.algorithm) << m_reading.indentHeuristic
           << caseSensitive << inFile;
    return state;
}

bool DiffPane::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_8);
    quint32 version = 0;
    qint32 mode = 0;
    bool wraps = false;
    bool single = false;
    bool tree = false, moves = true, ignoreBlankLines = false;
    qint32 tabWidth = 4, whitespace = 0, contextLines = 3;
    qint32 zoom = 0;
    QByteArray splitter;
    jobs::ReadingOptions reading;
    qint32 algorithm = 0;
    bool caseSensitive = false, inFile = false;
    stream >> version >> mode >> wraps >> single >> tree >> moves >> tabWidth >> whitespace >> ignoreBlankLines >> contextLines >> zoom >> splitter >> reading.renames >> reading.copies >> algorithm >> reading.indentHeuristic >> caseSensitive >> inFile;
    if (stream.status() != QDataStream::Ok || version != stateVersion)
        return false;
    setMode(mode == qint32(diff::DiffMode::SideBySide) ? diff::DiffMode::SideBySide : diff::DiffMode::Unified);
    m_wrap->setChecked(wraps);
    m_single->setChecked(single);
    m_files->setTree(tree);
    m_view->setMarksMoves(moves);
    m_view->setTabWidth(tabWidth);
    reading.whitespace = Whitespace(std::clamp(whitespace, 0, qint32(Whitespace::IgnoreAll)));
    reading.ignoreBlankLines = ignoreBlankLines;
    reading.contextLines = std::clamp(contextLines, 0, 1'000);
    reading.algorithm = git::DiffAlgorithm(std::clamp(algorithm, 0, qint32(git::DiffAlgorithm::Minimal)));
    setReadingOptions(reading);
    m_find->setOptions(caseSensitive, inFile);
    m_view->setZoom(zoom);
    m_sized = m_splitter->restoreState(splitter);
    return true;
}

} // namespace rijian::ui
