#include "ui/dialogs/promptdialog.h"

#include "analysis/llm/prompt.h"
#include "core/text.h"
#include "ui/emptystate.h"
#include "ui/modelwords.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

PromptDialog::PromptDialog(const QString &commit, QWidget *parent)
    : QDialog(parent)
    , m_size(new QLabel(this))
    , m_matches(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_state(new EmptyState(this))
    , m_pages(new QStackedWidget(this))
{
    setWindowTitle(tr("Prompt for %1").arg(oneLine(commit, 60)));
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Prompt"));
    m_search->setPlaceholderText(tr("Find"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    m_search->setAccessibleName(tr("Find in the prompt"));
    m_search->setEnabled(false);
    m_size->setTextFormat(Qt::PlainText);
    m_size->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_size, 1);
    top->addWidget(m_matches);
    top->addWidget(m_search);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    m_copy->setEnabled(false);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(top);
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_text);
    m_state->show(u"view-refresh"_s, tr("Being put together…"));
    rows->addWidget(m_pages, 1);
    rows->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_prompt); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier); });
    connect(m_search, &QLineEdit::textEdited, this, &PromptDialog::search);
    auto *search = new QShortcut(QKeySequence::Find, this);
    connect(search, &QShortcut::activated, this, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    for (QPushButton *button : findChildren<QPushButton *>()) {
        button->setAutoDefault(false); // Enter searches
        button->setDefault(false);
    }
    resize(860, 680);
}

void PromptDialog::showPrompt(const Result<QString> &prompt)
{
    if (!prompt) {
        m_state->show(u"dialog-warning"_s, tr("There is no prompt to show"), prompt.error().message);
        return;
    }
    m_prompt = *prompt;
    m_text->setPlainText(visibleControls(m_prompt));
    m_search->setEnabled(true);
    const qint64 tokens = analysis::llm::estimateTokens(*prompt);
    m_size->setText(tr("%1 characters, about %2 tokens. Nothing was sent.").arg(QLocale().toString(prompt->size()), tokenText(tokens)));
    m_copy->setEnabled(true);
    m_pages->setCurrentWidget(m_text);
    m_text->setFocus();
}

/// As one types: to the first place, and how many there are.
void PromptDialog::search()
{
    const QString words = m_search->text();
    const auto matches = words.isEmpty() ? 0 : m_text->toPlainText().count(words, Qt::CaseInsensitive);
    m_matches->setText(words.isEmpty() ? QString() : matches == 0 ? tr("Not found") : tr("%n match(es)", nullptr, int(matches)));
    m_text->moveCursor(QTextCursor::Start);
    find(false);
}

/// From the other end again, where there is no more.
void PromptDialog::find(bool backward)
{
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_search->text().isEmpty() || m_text->find(m_search->text(), flags))
        return;
    m_text->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    m_text->find(m_search->text(), flags);
}

} // namespace rijian::ui
