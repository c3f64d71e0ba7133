#include "ui/commits/searchbar.h"

#include "core/searchquery.h"
#include "ui/dialogs/formparts.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// Where the word at the cursor begins.
qsizetype wordStart(const QString &text, qsizetype cursor)
{
    return cursor == 0 ? 0 : text.lastIndexOf(u' ', cursor - 1) + 1;
}

} // namespace

SearchBar::SearchBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_save(new QToolButton(this))
    , m_close(new QToolButton(this))
    , m_advice(new MessageLabel(this))
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    m_text->setObjectName(u"searchText"_s);
    m_text->setPlaceholderText(tr("Search all commits: words, \"phrases\", -without, author: path: importance: date: …"));
    m_text->setAccessibleName(tr("Search all commits"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_text->installEventFilter(this);
    m_count->setObjectName(u"searchCount"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_save->setText(tr("Save…"));
    m_save->setObjectName(u"saveSearch"_s);
    m_save->setToolTip(tr("Save this search above the repositories"));
    m_save->setAutoRaise(true);
    m_close->setToolTip(tr("Back to the day (Esc)"));
    m_close->setAccessibleName(tr("Close the search"));
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(m_save);
    row->addWidget(m_close);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 4, 8, 2);
    rows->setSpacing(2);
    rows->addLayout(row);
    rows->addWidget(m_advice);
    m_advice->setObjectName(u"searchAdvice"_s);
    m_advice->hide();
    m_completer->setModel(m_words);
    m_completer->setWidget(m_text);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &SearchBar::complete);
    connect(m_text, &QLineEdit::textEdited, this, &SearchBar::onEdited);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_save->setEnabled(!text().isEmpty()); });
    connect(m_save, &QToolButton::clicked, this, [this] { Q_EMIT saveWanted(text()); });
    connect(m_close, &QToolButton::clicked, this, &SearchBar::closed);
    setFocusProxy(m_text);
    m_save->setEnabled(false);
    tint();
}

QString SearchBar::text() const
{
    return m_text->text().trimmed();
}

void SearchBar::setText(const QString &text)
{
    m_text->setText(text);
}

void SearchBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void SearchBar::onEdited()
{
    updateCompletions();
    Q_EMIT searched(text());
}

/// The filters that the word may become, or the values that its filter knows.
void SearchBar::updateCompletions()
{
    const qsizetype cursor = m_text->cursorPosition();
    QString word = m_text->text().sliced(0, cursor).sliced(wordStart(m_text->text(), cursor));
    if (word.startsWith(u'-'))
        word.remove(0, 1);
    qsizetype colon = word.indexOf(u':');
    if (colon < 0)
        colon = word.indexOf(u'：');
    QStringList words = colon < 0 ? searchFilters(false) + searchFilters(true) : searchValues(QStringView(word).first(colon));
    const QString begun = colon < 0 ? word : word.sliced(colon + 1);
    words.removeIf([&begun](const QString &one) { return !one.startsWith(begun, Qt::CaseInsensitive) || one.compare(begun, Qt::CaseInsensitive) == 0; });
    if (words.isEmpty() || (colon < 0 && begun.isEmpty())) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    m_completer->setCompletionPrefix(begun);
    m_completer->setCurrentRow(-1);
    QRect place = m_text->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    place.setWidth(180);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex({}); // Enter means the search until one is chosen
}

void SearchBar::complete(const QString &word)
{
    const QString text = m_text->text();
    const qsizetype cursor = m_text->cursorPosition();
    qsizetype begin = wordStart(text, cursor);
    for (const QChar colon : {u':', u'：'}) {
        if (const qsizetype at = text.indexOf(colon, begin); at >= 0 && at < cursor)
            begin = at + 1;
    }
    if (begin < text.size() && text[begin] == u'-')
        ++begin;
    const QString end = word.endsWith(u':') ? QString() : u" "_s;
    m_text->setText(text.first(begin) + word + end + text.sliced(cursor).trimmed());
    m_text->setCursorPosition(int(begin + word.size() + end.size()));
    onEdited();
}

void SearchBar::showAnswer(const jobs::SearchAnswer &answer)
{
    m_count->setText(text().isEmpty() ? QString() : answer.totalIsMore ? tr("more than %L1 commits").arg(answer.total) : tr("%n commit(s)", nullptr, answer.total));
    m_count->setAccessibleName(m_count->text());
    if (answer.advice.isEmpty())
        m_advice->clear();
    else
        m_advice->say(MessageLabel::Kind::Bad, answer.advice.first());
    setUnread(answer.unread);
}

void SearchBar::setUnread(int commits)
{
    if (commits > 0)
        m_advice->say(MessageLabel::Kind::Note, tr("%n commit(s) are still being prepared for the search.", nullptr, commits));
    else if (m_advice->kind() == MessageLabel::Kind::Note)
        m_advice->clear();
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        Q_EMIT closed();
        return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
        Q_EMIT resultsWanted();
        return true;
    }
    return false;
}

void SearchBar::tint()
{
    m_close->setIcon(icon(u"window-close"_s));
}

void SearchBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

} // namespace rijian::ui
