#pragma once

#include "jobs/workspace.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTabWidget;
class QToolButton;

namespace rijian::ui {

class HeatMap;
class HistoryPage;
class MessageBar;

/// What happened over many days: a calendar, trends, folders, authors, and how the user's word agrees with the cards'. UI thread.
class HistoryDialog : public QDialog
{
    Q_OBJECT

public:
    explicit HistoryDialog(jobs::Workspace &workspace, QWidget *parent);

Q_SIGNALS:
    void dayWanted(const QDate &day);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeTop();
    void makePages();
    void makeExportMenu(QToolButton *button);
    void load();
    void take(const storage::History &history);
    void showSummary(const storage::History &history);
    void draw();
    HistoryPage *page() const;
    void askFile(const QString &name, const QString &filter, const std::function<void(const QString &)> &save);
    void saveAs(const QString &filter, const QString &suffix, const std::function<QByteArray(const HistoryPage &)> &make);
    void savePeriod(jobs::Period period);
    void tell(const QString &file, const Result<void> &saved);

    jobs::Workspace &m_workspace;
    storage::History m_history;
    QComboBox *m_repository = nullptr;
    QComboBox *m_span = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_day = nullptr;
    QTabWidget *m_tabs = nullptr;
    MessageBar *m_messages = nullptr;
    HeatMap *m_map = nullptr;
    HistoryPage *m_calendar = nullptr;
    HistoryPage *m_trend = nullptr;
    HistoryPage *m_activity = nullptr;
    HistoryPage *m_folders = nullptr;
    HistoryPage *m_authors = nullptr;
    HistoryPage *m_agreement = nullptr;
    bool m_loading = false;
    bool m_again = false; ///< the reading that goes on is of something else by now
    QTimer m_reload; ///< gathers changes
};

} // namespace rijian::ui
