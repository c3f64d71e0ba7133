// The bar above the diff: what it says and the choices of its menu.

#include "models/changedfilesmodel.h"
#include "models/words.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/filesbutton.h"
#include "ui/diff/filesdrop.h"
#include "ui/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int tabWidths[] = {2, 3, 4, 8};
constexpr int narrow = 700;
constexpr int narrower = 600; ///< the file's name is worth more than the commit's counts
constexpr int roomy = 900; ///< for what is not shown: narrower panes have it in a row of its own

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

} // namespace

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
    auto *rows = new QVBoxLayout(bar);
    rows->setContentsMargins(10, 5, 8, 5);
    rows->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    m_tools = row;
    m_below = new QHBoxLayout;
    rows->addLayout(m_tools);
    rows->addLayout(m_below);
    m_ignored = new QToolButton(this);
    m_ignored->setObjectName(u"ignored"_s);
    m_ignored->hide();
    m_ignored->setToolTip(tr("Changes of nothing but white space or blank lines may be neither shown nor counted. Click to show all changes."));
    m_ignored->setAccessibleDescription(m_ignored->toolTip());
    m_below->addWidget(m_ignored, 0, Qt::AlignLeft);
    connect(m_ignored, &QToolButton::clicked, this, [this] {
        m_view->setFocus(); // the button goes
        change([](jobs::ReadingOptions &reading) {
            reading.whitespace = Whitespace::Keep;
            reading.ignoreBlankLines = false;
        });
    });
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

void DiffPane::showOptions()
{
    m_options->menu()->popup(m_options->mapToGlobal(QPoint(0, m_options->height())));
}

/// Choices that last for days and hide changes are said as long as they hold.
void DiffPane::updateIgnored()
{
    const bool white = m_reading.whitespace != Whitespace::Keep;
    m_ignored->setText(white ? tr("White space ignored") : tr("Blank lines ignored"));
    const bool beside = width() >= roomy;
    if (beside && m_tools->indexOf(m_ignored) < 0)
        m_tools->insertWidget(m_tools->indexOf(m_previous), m_ignored);
    else if (!beside && m_below->indexOf(m_ignored) < 0)
        m_below->addWidget(m_ignored, 0, Qt::AlignLeft);
    m_ignored->setVisible((white || m_reading.ignoreBlankLines) && m_view->state() != DiffView::State::Empty);
}

void DiffPane::updateBar()
{
    updateIgnored();
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
    const bool loading = m_view->state() == DiffView::State::Loading; // the list keeps its place
    m_filesButton->setVisible(slim && files > 0);
    m_side->setVisible(!slim && (files > 0 || (loading && !m_side->isHidden())));
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
                          "QToolButton#segment:focus { border-color: %4; }"
                          "QToolButton#ignored { border: 1px solid %2; border-radius: 5px; padding: 3px 10px; background: %8; color: %4; }"
                          "QToolButton#ignored:hover { background: %5; }"
                          "QToolButton#ignored:focus { border-color: %4; }"_s.arg(c.window.name(), c.border.name(), c.base.name(), c.text.name(), c.hover.name(),
                                                                                  c.accent.name(), c.accentText.name(), c.warningTint.name());
    if (sheet != styleSheet())
        setStyleSheet(sheet);
}

/// Where lines begin and wrap depends on it: the documents are made anew.
void DiffPane::setTabWidth(int columns)
{
    m_view->setTabWidth(columns);
    Q_EMIT stateToSave();
    if (m_patch && !m_calm.isActive()) {
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

} // namespace rijian::ui
