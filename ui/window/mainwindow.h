#pragma once

#include "jobs/workspace.h"

#include <QMainWindow>
#include <QPointer>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace rijian::models {
enum class CommitColumn;
enum class TriageList;
class CommitsModel;
class JobsModel;
class RepositoriesModel;
}

namespace rijian::ui {

class Actions;
class CardView;
class ChangesDialog;
class CommitTable;
class DayBar;
class DeliverDialog;
class DiffPane;
class EmptyState;
class Exporter;
class FilterBar;
class JobsDock;
class MessageBar;
class ModelController;
class Reader;
class ReportImporter;
class RepositoryPanel;
class SearchBar;
class SettingsDialog;
class TriageController;
class WelcomePage;

/// The window: puts the parts together. What they do is theirs; what they work on is the workspace's, which outlives the window.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(jobs::Workspace &workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// After the workspace has opened: fills the window and shows `day` (invalid: the newest day with commits, or today).
    void begin(const QDate &day);
    void addRepositories(const QStringList &addresses);
    /// Reports are imported; other folders, and addresses, are added.
    void takeDropped(const QStringList &places);
    void showDay(const QDate &day);
    /// Remembers geometry, splitters, columns and how the diff is shown in the settings. Closing does it, too, and a change of the splitters or of how
    /// the diff is shown, a second later.
    void saveLayout();
    /// What the workspace could not do.
    void showError(const Error &error);

    const Actions &actions() const { return *m_actions; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeToolBar();
    void makeMenus();
    void makeContent();
    void makeStatusBar();
    void connectWorkspace();
    void connectDays();
    void connectPanel();
    void connectCommits();
    void connectActions();
    void connectReading();
    void connectLooks();

    void refreshRepositories();
    void refreshJobs();
    void refreshState();
    void showEmptyTable();
    void expectRows();
    void showSpan(const DaySpan &span);
    void goTo(int direction);
    void showChosen(const QList<qint64> &ids);
    void showList(jobs::Workspace::List list);
    /// The table for another list than the days: in `order`, biggest first.
    void enterList(jobs::Workspace::List list, models::TriageList stays, models::CommitColumn order);
    void leaveList();
    void connectSearch();
    void startSearch(const QString &text);
    void searchDiffering();
    void leaveSearch();
    void rememberSearch();
    void keepSearch(const QString &text);
    void showEmptySearch();
    void showEmptyList();
    void showQueueCounts(const QueueCounts &counts);
    void showCommit(const CommitRow &commit);
    void showCommitMenu(const QPoint &position);
    void removeChosen();
    void editRepository(qint64 id);
    void regroup(const QList<qint64> &ids, const QString &group);
    void share(const QList<qint64> &ids, bool shared);
    void renameGroup(const QString &group);
    SettingsDialog *openSettings(bool analysis = false, QWidget *parent = nullptr);
    void openTargets(DeliverDialog *dialog);
    void askForAddress();
    void scrollOn();
    void applyFonts();
    void restoreLayout();
    void keepLayoutSoon();
    void keepLayout();
    void showChanges();

    jobs::Workspace &m_workspace;
    Actions *m_actions;
    models::RepositoriesModel *m_repositories;
    models::CommitsModel *m_commits;
    models::JobsModel *m_jobsModel;
    MessageBar *m_messages = nullptr;
    QStackedWidget *m_pages = nullptr; ///< opening, welcome, content
    EmptyState *m_opening = nullptr;
    WelcomePage *m_welcome = nullptr;
    RepositoryPanel *m_panel = nullptr;
    FilterBar *m_filter = nullptr;
    SearchBar *m_search = nullptr; ///< shown while all commits are searched
    QStackedWidget *m_tablePages = nullptr; ///< table, empty
    CommitTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    DiffPane *m_diff = nullptr;
    CardView *m_card = nullptr;
    QSplitter *m_outer = nullptr; ///< panel | rest
    QSplitter *m_inner = nullptr; ///< table over reading
    QSplitter *m_reading = nullptr; ///< diff | card
    DayBar *m_days = nullptr;
    JobsDock *m_jobs = nullptr;
    QToolButton *m_jobsButton = nullptr;
    QLabel *m_selection = nullptr;
    Reader *m_reader = nullptr;
    Exporter *m_exporter = nullptr;
    ReportImporter *m_importer = nullptr;
    TriageController *m_triage = nullptr;
    ModelController *m_model = nullptr;
    QPointer<ChangesDialog> m_changes;
    QTimer m_jobsReload; ///< gathers changes of the queue
    QTimer m_layoutSave; ///< until what the user arranged is kept
    bool m_begun = false;
    bool m_loading = false;
    QMetaObject::Connection m_toFirst; ///< a list of what is to be dealt with begins at its first row once it is there
    std::optional<std::pair<int, Qt::SortOrder>> m_daysOrder; ///< while a list is shown: how the days were sorted
};

} // namespace rijian::ui
