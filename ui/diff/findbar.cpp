#include "ui/diff/findbar.h"

#include "ui/diff/diffview.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rijian::ui {

FindBar::FindBar(DiffView *view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_previous(addButton(tr("Previous match"), u"Shift+F3"_s))
    , m_next(addButton(tr("Next match"), u"F3"_s))
    , m_case(addButton(tr("Match case"), {}))
    , m_inFile(addButton(tr("Only in the current file"), {}))
    , m_word(addButton(tr("Whole words only"), {}))
    , m_close(addButton(tr("Close"), u"Esc"_s))
{
    setObjectName(u"findBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_field->setPlaceholderText(tr("Find in the changes"));
    m_field->setAccessibleName(tr("Find in the changes"));
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(360);
    m_field->installEventFilter(this);
    m_case->setText(u"Aa"_s);
    m_case->setCheckable(true);
    m_inFile->setText(tr("This file"));
    m_inFile->setCheckable(true);
    m_word->setText(tr("Whole word"));
    m_word->setCheckable(true);
    m_word->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next), static_cast<QWidget *>(m_case), static_cast<QWidget *>(m_inFile), static_cast<QWidget *>(m_word)})
        row->addWidget(widget);
    row->addSpacing(6);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_close);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        showName(false);
        search();
    });
    for (QToolButton *choice : {m_case, m_inFile, m_word})
        connect(choice, &QToolButton::toggled, this, [this, choice] { choose(choice); });
    connect(m_next, &QToolButton::clicked, m_view, &DiffView::nextMatch);
    connect(m_previous, &QToolButton::clicked, m_view, &DiffView::previousMatch);
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    connect(m_view, &DiffView::matchesChanged, this, &FindBar::updateCount);
    connect(m_view, &DiffView::documentsShown, this, &FindBar::updateCount);
    updateStyle();
    updateCount();
    hide();
}

QToolButton *FindBar::addButton(const QString &name, const QString &key)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(key.isEmpty() ? name : u"%1 (%2)"_s.arg(name, QKeySequence(key).toString(QKeySequence::NativeText)));
    return button;
}

void FindBar::open(const QString &text)
{
    const QString wanted = text.isEmpty() ? m_view->selectedText() : text;
    show();
    showName(false);
    if (!wanted.isEmpty() && !wanted.contains(u'\n') && wanted != m_field->text())
        m_field->setText(wanted);
    else
        search();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::openName(const QString &name)
{
    show();
    m_field->setText(name); // that ends the search for another name
    showName(true);
    search();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

/// The buttons say how is searched; the user's own choices come back afterwards.
void FindBar::showName(bool name)
{
    if (name == m_own.has_value())
        return;
    const auto [caseSensitive, inFile] = name ? std::pair(true, false) : *m_own;
    m_own = name ? std::optional(options()) : std::nullopt;
    for (const auto &[button, on] : {std::pair(m_case, caseSensitive), std::pair(m_inFile, inFile), std::pair(m_word, name)}) {
        const QSignalBlocker quiet(button);
        button->setChecked(on);
    }
    m_word->setVisible(name);
}

/// By the user, for what they search: the others of their choices hold again, too.
void FindBar::choose(QToolButton *choice)
{
    const bool on = choice->isChecked();
    showName(false);
    const QSignalBlocker quiet(choice);
    choice->setChecked(on);
    search();
    Q_EMIT optionsChanged();
}

void FindBar::close()
{
    showName(false);
    m_view->find({});
    hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

std::pair<bool, bool> FindBar::options() const
{
    return m_own.value_or(std::pair(m_case->isChecked(), m_inFile->isChecked()));
}

void FindBar::setOptions(bool caseSensitive, bool inFile)
{
    showName(false);
    m_case->setChecked(caseSensitive);
    m_inFile->setChecked(inFile);
}

void FindBar::search()
{
    m_view->find(m_field->text(), m_case->isChecked(), m_inFile->isChecked(), m_own.has_value());
    updateCount();
}

void FindBar::updateCount()
{
    const auto &matches = m_view->scene().matches;
    const bool searched = !m_view->isSearching() && !m_field->text().isEmpty();
    QString text;
    if (searched)
        text = m_view->searchWords(tr("%1 of %2").arg(QLocale().toString(m_view->scene().currentMatch + 1), m_view->matchTotal()));
    else if (m_view->isSearching())
        text = tr("Searching…");
    const bool inPart = searched && m_view->isSearchedInPart();
    m_count->setToolTip(inPart ? tr("Files that were cut for their size are searched as far as they have been read. Go to them to have them read on.") : QString());
    m_count->setText(text);
    m_count->setAccessibleDescription(text);
    for (QToolButton *button : {m_previous, m_next})
        button->setEnabled(!matches.empty());
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        key->modifiers().testFlag(Qt::ShiftModifier) ? m_view->previousMatch() : m_view->nextMatch();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Down:
        m_view->setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void FindBar::updateStyle()
{
    const Colors &c = colors();
    const QString sheet = u"#findBar { background: %1; border-bottom: 1px solid %2; } QToolButton:checked { background: %3; color: %4; border-radius: 4px; }"_s.arg(
        c.window.name(), c.border.name(), c.accent.name(), c.accentText.name());
    if (sheet != styleSheet())
        setStyleSheet(sheet);
    m_previous->setIcon(icon(u"go-up"_s));
    m_next->setIcon(icon(u"go-down"_s));
    m_close->setIcon(icon(u"window-close"_s));
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateStyle();
}

} // namespace rijian::ui
