// The part of MainWindow that searches all commits, in the table's place.

#include "models/commitsmodel.h"
#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/commits/searchbar.h"
#include "ui/emptystate.h"
#include "ui/panel/repositorypanel.h"
#include "ui/panel/savedsearches.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QHeaderView>
#include <QInputDialog>
#include <QScrollBar>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qsizetype mostRecent = 8;

} // namespace

using List = jobs::Workspace::List;

void MainWindow::connectSearch()
{
    m_search->hide();
    connect((*m_actions)[Do::SearchAll], &QAction::triggered, this, [this] { startSearch(m_workspace.list() == List::Search ? m_search->text() : QString()); });
    connect(m_search, &SearchBar::searched, this, [this](const QString &text) {
        m_loading = !text.isEmpty();
        m_workspace.search(text);
        m_panel->savedSearches()->setCurrent(text);
    });
    connect(m_search, &SearchBar::resultsWanted, this, [this] {
        rememberSearch();
        if (m_commits->rowCount() == 0)
            return;
        if (!m_table->currentCommit())
            m_table->selectRow(0);
        m_table->setFocus();
    });
    connect(m_search, &SearchBar::closed, this, [this] {
        rememberSearch();
        showSpan(m_workspace.span());
        m_table->setFocus();
    });
    connect(m_search, &SearchBar::saveWanted, this, &MainWindow::keepSearch);
    connect(&m_workspace, &jobs::Workspace::searched, m_search, &SearchBar::showAnswer);
    connect(&m_workspace, &jobs::Workspace::indexing, m_search, &SearchBar::setUnread);
    connect(&m_workspace, &jobs::Workspace::indexing, this, [this](int left) {
        if (left == 0 && m_workspace.list() == List::Search && m_commits->rowCount() == 0 && !m_search->text().isEmpty())
            m_workspace.search(m_search->text()); // it may be found now
    });
    SavedSearches *saved = m_panel->savedSearches();
    connect(&m_workspace, &jobs::Workspace::savedSearchesChanged, saved, [this, saved] { saved->setSearches(m_workspace.savedSearches()); });
    connect(&m_workspace, &jobs::Workspace::savedSearchesCounted, saved, &SavedSearches::setCounts);
    connect(saved, &SavedSearches::changed, &m_workspace, &jobs::Workspace::saveSearches);
    connect(saved, &SavedSearches::chosen, this, [this](const QString &query) { startSearch(query); });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_workspace.list() == List::Search && value >= m_table->verticalScrollBar()->maximum())
            m_workspace.searchMore();
    });
    connect(m_table, &CommitTable::opened, this, [this](const CommitRow &commit) {
        if (m_workspace.list() == List::Days)
            return;
        rememberSearch();
        showSpan(m_workspace.span());
        showCommit(commit);
    });
}

/// Those on which rules and model differ, of what is found; or all of it again.
void MainWindow::searchDiffering()
{
    const QString filter = u"has:disagreement"_s;
    QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    if (words.removeAll(filter) == 0)
        words.append(filter);
    startSearch(words.join(u' '));
}

void MainWindow::startSearch(const QString &text)
{
    if (!m_begun || m_workspace.repositories().isEmpty())
        return;
    if (m_workspace.list() != List::Search) {
        enterList(List::Search, models::TriageList::Found, models::CommitColumn::Time);
        m_filter->hide();
        m_search->show();
        QHeaderView *header = m_table->horizontalHeader();
        constexpr int time = int(models::CommitColumn::Time); // has the year here
        header->resizeSection(time, std::max(header->sectionSize(time), m_table->fontMetrics().horizontalAdvance(u"2026-01-07 00:00  "_s)));
    }
    refreshState();
    m_search->setText(text);
    m_workspace.search(text);
    m_panel->savedSearches()->setCurrent(text);
    m_search->focusText();
}

void MainWindow::leaveSearch()
{
    m_search->hide();
    m_filter->show();
    m_panel->savedSearches()->setCurrent({});
}

/// What was looked for with success can be taken up again.
void MainWindow::rememberSearch()
{
    const QString text = m_search->text();
    if (text.isEmpty() || m_commits->rowCount() == 0)
        return;
    QStringList recent = m_workspace.settings().recentSearches.split(u'\n', Qt::SkipEmptyParts);
    recent.removeAll(text);
    recent.prepend(text);
    Settings settings = m_workspace.settings();
    settings.recentSearches = recent.first(std::min(recent.size(), mostRecent)).join(u'\n');
    m_workspace.setSettings(settings);
}

void MainWindow::keepSearch(const QString &text)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"keepSearch"_s);
    dialog->setWindowTitle(tr("Save Search"));
    dialog->setLabelText(tr("Name in the panel:"));
    dialog->setOkButtonText(tr("OK"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setTextValue(text);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, text](const QString &name) {
        QList<storage::SavedSearch> searches = m_workspace.savedSearches();
        if (!name.trimmed().isEmpty())
            m_workspace.saveSearches(searches << storage::SavedSearch{name.trimmed(), text});
    });
    dialog->open();
}

void MainWindow::showEmptySearch()
{
    if (!m_search->text().isEmpty()) {
        if (!m_loading)
            m_empty->show(u"edit-find"_s, tr("Nothing was found"), tr("Words and parts of names are found in messages, cards, notes, file names and authors. Fewer words find more."));
        m_tablePages->setCurrentWidget(m_empty);
        return;
    }
    QList<EmptyState::Choice> recent;
    const QStringList texts = m_workspace.settings().recentSearches.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &text : texts.first(std::min<qsizetype>(texts.size(), 3)))
        recent.append({text.size() > 40 ? QString(text.first(39) + u'…') : text, [this, text] { startSearch(text); }});
    m_empty->show(u"edit-find"_s, tr("Search all commits"), tr("For example: flash_attn importance:high · 调度器 -测试 · author:ann path:src/auth · "
                                                               "date:2026-08 state:unseen"), recent);
    m_tablePages->setCurrentWidget(m_empty);
}

} // namespace rijian::ui
