#pragma once

#include "jobs/workspace.h"
#include "report/template.h"

#include <QDialog>
#include <QFileSystemWatcher>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace rijian::ui {

class MessageLabel;
class ReportPreview;
class ReportWriter;

/// The report of what is shown: form, contents and place, with what it will look like beside it. Remembers the choices in the settings.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `selected`: the table's selection; `selectedOnly`: begin with it.
    ExportDialog(jobs::Workspace &workspace, const QList<CommitRow> &selected, bool selectedOnly, QWidget *parent = nullptr);
    ~ExportDialog() override;

    void reject() override; ///< stops an export first
    /// What is chosen is shown, and nothing newer is on its way.
    bool isPreviewCurrent() const;

Q_SIGNALS:
    void previewed(); ///< what is chosen is shown, or why it cannot be

private:
    void takeSelected(const QList<CommitRow> &selected);
    void makeChoices(QFormLayout *form);
    void makeContents(QFormLayout *form, const QList<CommitRow> &selected, bool selectedOnly);
    void makePlace(QFormLayout *form);
    void makeNews(QFormLayout *form);
    QWidget *makeLeft(const QList<CommitRow> &selected, bool selectedOnly);
    QWidget *makeRight();
    QWidget *makeButtons();
    void connectAll();

    void addTemplates(const QList<report::TemplateFile> &files);
    void watchTemplate();
    void loadHistory();
    void showHistory(const QList<storage::ExportedReport> &reports);
    void chooseFile();
    void suggestFile();
    void changed();
    void refreshDays();
    void refreshNews();
    void preview();
    void showPreview(const Result<jobs::ExportDone> &done);
    void write();
    void copy();
    void written(const Result<jobs::ExportDone> &done);
    void refreshButtons();
    void remember(const QString &file);

    report::FormChoice form() const;
    QString suffix() const;
    QString name() const;
    const storage::ExportedReport *earlier() const;
    jobs::ExportOptions options() const;
    bool ofList() const;
    const DaySpan &span() const { return ofList() ? m_selectedSpan : m_workspace.span(); }
    const QList<qint64> &repositories() const { return ofList() ? m_selectedRepositories : m_workspace.shown(); }

    jobs::Workspace &m_workspace;
    QHash<qint64, QSet<QString>> m_selected;
    bool m_listed = false; ///< those selected are of a list: of other days and repositories than those behind it
    DaySpan m_selectedSpan;
    QList<qint64> m_selectedRepositories;
    QList<report::TemplateFile> m_templates;
    QList<storage::ExportedReport> m_earlier;
    ReportWriter *m_writer;
    ReportWriter *m_previewer;
    QFileSystemWatcher m_watcher;
    QTimer m_later; ///< gathers changes before the preview is made anew
    QString m_wantedTemplate; ///< remembered; chosen when the templates are known
    QString m_lastFile;
    bool m_ownName = false; ///< the user's file name, not ours
    bool m_copying = false;

    QComboBox *m_form = nullptr;
    MessageLabel *m_formNote = nullptr;
    MessageLabel *m_days = nullptr;
    QRadioButton *m_all = nullptr;
    QRadioButton *m_only = nullptr;
    QComboBox *m_least = nullptr;
    QComboBox *m_name = nullptr;
    QCheckBox *m_onlyNew = nullptr;
    QCheckBox *m_notes = nullptr;
    QLabel *m_news = nullptr;
    QPushButton *m_forget = nullptr;
    QLineEdit *m_file = nullptr;
    QPushButton *m_choose = nullptr;
    MessageLabel *m_fileNote = nullptr;
    ReportPreview *m_preview = nullptr;
    MessageLabel *m_previewNote = nullptr;
    QProgressBar *m_progress = nullptr;
    MessageLabel *m_message = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_folder = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace rijian::ui
