#include "ui/diff/diffpane.h"

#include "diff/mentions.h"
#include "models/changedfilesmodel.h"
#include "models/filetreemodel.h"
#include "models/words.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/filesbutton.h"
#include "ui/diff/filesdrop.h"
#include "ui/diff/findbar.h"
#include "ui/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QButtonGroup>
#include <QDataStream>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr quint32 stateVersion = 0x44500003; // "DP", 3
constexpr int tabWidths[] = {2, 3, 4, 8};
constexpr int narrow = 700;
constexpr int narrower = 600; ///< the file's name is worth more than the commit's counts

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
    connectViews();
    updateStyle();
    updateBar();
}

QToolButton *DiffPane::makeButton(const QString &iconName, const QString &name, const QString &key)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(icon(iconName));
    button->setAccessibleName(name);
    button->setToolTip(key.isEmpty() ? name : u"%1 (%2)"_s.arg(name, key));
    return button;
}

QWidget *DiffPane::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"diffBar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 5, 8, 5);
    row->setSpacing(4);
    row->addWidget(m_summary);
    row->addSpacing(8);
    row->addWidget(m_filesButton, 1);
    row->addStretch();
    m_previous = makeButton(u"go-up"_s, tr("Previous change"), QKeySequence(Qt::CTRL | Qt::Key_Up).toString(QKeySequence::NativeText));
    m_next = makeButton(u"go-down"_s, tr("Next change"), QKeySequence(Qt::CTRL | Qt::Key_Down).toString(QKeySequence::NativeText));
    m_wrap = makeButton(u"text-wrap"_s, tr("Wrap long lines"), {});
    m_wrap->setCheckable(true);
    m_single = makeButton(u"view-pages-single"_s, tr("One file at a time"), {});
    m_single->setCheckable(true);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addSpacing(6);
    row->addWidget(m_single);
    row->addWidget(m_wrap);
    m_options = makeButton(u"configure"_s, tr("How changes are shown"), {});
    m_options->setPopupMode(QToolButton::InstantPopup);
    m_options->setMenu(makeOptions());
    row->addWidget(m_options);
    row->addSpacing(6);
    auto *segments = new QHBoxLayout;
    segments->setSpacing(0);
    const std::pair<QString, QString> modes[] = {{tr("Unified"), u"first"_s}, {tr("Side by side"), u"last"_s}};
    for (int i = 0; i < 2; ++i) {
        auto *button = new QToolButton(this);
        button->setText(modes[i].first);
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setObjectName(u"segment"_s);
        button->setProperty("place", modes[i].second);
        m_modes->addButton(button, i);
        segments->addWidget(button);
    }
    row->addLayout(segments);
    return bar;
}

/// A group of the menu where one of several holds; `now` says which when the menu opens.
template<typename T>
void addChoice(QMenu *menu, const QList<std::pair<QString, T>> &choices, const std::function<T()> &now, const std::function<void(T)> &choose)
{
    auto *group = new QActionGroup(menu);
    for (const auto &[text, value] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, menu, [choose, value] { choose(value); });
        QObject::connect(menu, &QMenu::aboutToShow, action, [action, now, value] { action->setChecked(now() == value); });
    }
}

QMenu *DiffPane::makeOptions()
{
    auto *menu = new QMenu(this);
    menu->addSection(tr("Whitespace"));
    addChoice<Whitespace>(menu,
                          {{tr("&Show All Changes"), Whitespace::Keep}, {tr("Ignore Trailing Whitespac&e"), Whitespace::IgnoreAtEnd},
                           {tr("Ignore Changes in A&mount"), Whitespace::IgnoreAmount}, {tr("Ignore &All"), Whitespace::IgnoreAll}},
                          [this] { return m_reading.whitespace; }, [this](Whitespace whitespace) {
                              change([whitespace](jobs::ReadingOptions &reading) { reading.whitespace = whitespace; });
                          });
    QAction *blank = menu->addAction(tr("Ignore &Blank Lines"), this, [this](bool on) {
        change([on](jobs::ReadingOptions &reading) { reading.ignoreBlankLines = on; });
    });
    blank->setCheckable(true);
    connect(menu, &QMenu::aboutToShow, blank, [this, blank] { blank->setChecked(m_reading.ignoreBlankLines); });
    menu->addSeparator();
    QAction *moves = menu->addAction(tr("Mark Mo&ved Lines"), m_view, &DiffView::setMarksMoves);
    moves->setCheckable(true);
    connect(menu, &QMenu::aboutToShow, moves, [this, moves] { moves->setChecked(m_view->marksMoves()); });
    QList<std::pair<QString, int>> contexts, tabs;
    for (const int lines : {0, 1, 3, 10, 25})
        contexts.append({QLocale().toString(lines), lines});
    for (const int columns : tabWidths)
        tabs.append({QLocale().toString(columns), columns});
    addChoice<int>(menu->addMenu(tr("&Lines Around Changes")), contexts, [this] { return m_reading.contextLines; }, [this](int lines) {
        change([lines](jobs::ReadingOptions &reading) { reading.contextLines = lines; });
    });
    addComparing(menu);
    addChoice<int>(menu->addMenu(tr("&Tab Width")), tabs, [this] { return m_view->tabWidth(); }, [this](int columns) { setTabWidth(columns); });
    QList<std::pair<QString, TextEncoding>> encodings{{models::encodingLabel(TextEncoding::Unknown), TextEncoding::Unknown}};
    for (const TextEncoding encoding : readableEncodings())
        encodings.append({models::encodingLabel(encoding), encoding});
    addChoice<TextEncoding>(menu->addMenu(tr("&Read This Repository's Text As")), encodings, [this] { return m_encoding; },
                            [this](TextEncoding encoding) { Q_EMIT encodingChosen(encoding); });
    return menu;
}

/// What git's options of the same names do.
void DiffPane::addComparing(QMenu *menu)
{
    enum class Pairs { None, Renames, Copies };
    const auto pairs = [this] { return m_reading.copies ? Pairs::Copies : m_reading.renames ? Pairs::Renames : Pairs::None; };
    QMenu *comparing = menu->addMenu(tr("&Comparing"));
    comparing->addSection(tr("Renamed and Copied Files"));
    addChoice<Pairs>(comparing, {{tr("Do &Not Look For"), Pairs::None}, {tr("Find &Renames"), Pairs::Renames}, {tr("Find Renames and &Copies"), Pairs::Copies}}, pairs,
                     [this](Pairs wanted) {
                         change([wanted](jobs::ReadingOptions &reading) {
                             reading.renames = wanted != Pairs::None;
                             reading.copies = wanted == Pairs::Copies;
                         });
                     });
    comparing->addSection(tr("Matching Lines"));
    addChoice<git::DiffAlgorithm>(comparing,
                                  {{tr("&Myers"), git::DiffAlgorithm::Default}, {tr("M&inimal"), git::DiffAlgorithm::Minimal}, {tr("&Patience"), git::DiffAlgorithm::Patience}},
                                  [this] { return m_reading.algorithm; }, [this](git::DiffAlgorithm algorithm) {
                                      change([algorithm](jobs::ReadingOptions &reading) { reading.algorithm = algorithm; });
                                  });
    QAction *indent = comparing->addAction(tr("Go by In&dentation"), this, [this](bool on) {
        change([on](jobs::ReadingOptions &reading) { reading.indentHeuristic = on; });
    });
    indent->setCheckable(true);
    connect(comparing, &QMenu::aboutToShow, indent, [this, indent] { indent->setChecked(m_reading.indentHeuristic); });
}

void DiffPane::change(const std::function<void(jobs::ReadingOptions &)> &choose)
{
    jobs::ReadingOptions reading = m_reading;
    choose(reading);
    setReadingOptions(reading);
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
}

/// Where lines begin and wrap depends on it: the documents are made anew.
void DiffPane::setTabWidth(int columns)
{
    m_view->setTabWidth(columns);
    if (m_patch) {
        const auto viewed = m_viewed;
        m_view->setReloading();
        setPatch(m_patch);
        setViewed(viewed);
    }
}

void DiffPane::nextTabWidth()
{
    const auto *next = std::ranges::upper_bound(tabWidths, m_view->tabWidth());
    setTabWidth(next == std::end(tabWidths) ? tabWidths[0] : *next);
}

void DiffPane::setWraps(bool wraps)
{
    m_wrap->setChecked(wraps);
}

void DiffPane::setSingleFile(bool single)
{
    m_single->setChecked(single);
}

void DiffPane::showOptions()
{
    m_options->menu()->popup(m_options->mapToGlobal(QPoint(0, m_options->height())));
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
    connect(m_previous, &QToolButton::clicked, m_view, &DiffView::previousChange);
    connect(m_next, &QToolButton::clicked, m_view, &DiffView::nextChange);
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
    m_viewed.clear();
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
        m_view->scrollToFile(file);
        return;
    }
    m_find->open(diff::withoutCall(name));
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
}

void DiffPane::setError(const Error &error)
{
    m_patch.reset();
    m_model->setPatch(nullptr);
    m_view->setError(error);
}

void DiffPane::clear()
{
    m_patch.reset();
    m_model->setPatch(nullptr);
    m_view->clear();
}

void DiffPane::setMode(diff::DiffMode mode)
{
    m_modes->button(mode == diff::DiffMode::Unified ? 0 : 1)->setChecked(true);
    m_view->setMode(mode);
}

void DiffPane::updateBar()
{
    const int files = m_model->rowCount();
    const Colors &c = colors();
    const bool slim = width() < narrow; // the button says how many there are
    const int viewed = m_model->viewed();
    QString text;
    if (slim && viewed > 0)
        text = u"<b>%1</b>&nbsp;&nbsp;"_s.arg(tr("%n viewed", nullptr, viewed));
    else if (!slim && files > 0)
        text = u"<b>%1</b>&nbsp;&nbsp;"_s.arg(viewed > 0 ? tr("%1 of %n file(s) viewed", nullptr, files).arg(viewed) : tr("%n file(s)", nullptr, files));
    if (files > 0 && width() >= narrower && (!m_patch || !m_patch->partial))
        text += u"<span style='color:%1'>+%2</span>&nbsp;&nbsp;<span style='color:%3'>−%4</span>"_s.arg(c.added.name(), QString::number(m_model->insertions()), c.removed.name(), QString::number(m_model->deletions()));
    m_summary->setText(text);
    m_summary->setVisible(!text.isEmpty());
    const bool ready = m_view->state() == DiffView::State::Ready;
    for (QToolButton *button : {m_previous, m_next})
        button->setEnabled(ready);
    const bool inPanel = m_drop->isOpen() && m_files->isAncestorOf(QApplication::focusWidget());
    m_filesButton->setVisible(slim && files > 0);
    m_side->setVisible(!slim && files > 0);
    sayFile();
    if (slim && files > 0) {
        m_drop->place();
        return;
    }
    m_drop->close();
    if (inPanel && !slim && files > 0)
        m_files->setFocus();
}

void DiffPane::updateStyle()
{
    const Colors &c = colors();
    const QString sheet = u"#diffBar { background: %1; border-bottom: 1px solid %2; }"
                          "QToolButton#segment { border: 1px solid %2; padding: 3px 10px; background: %3; color: %4; }"
                          "QToolButton#segment[place=\"first\"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; border-right: none; }"
                          "QToolButton#segment[place=\"last\"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; }"
                          "QToolButton#segment:hover { background: %5; }"
                          "QToolButton#segment:checked { background: %6; color: %7; border-color: %6; }"
                          "QToolButton#segment:focus { border-color: %4; }"_s.arg(c.window.name(), c.border.name(), c.base.name(), c.text.name(), c.hover.name(),
                                                                                  c.accent.name(), c.accentText.name());
    if (sheet != styleSheet())
        setStyleSheet(sheet);
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
