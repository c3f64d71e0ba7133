#pragma once
// The diff with its bar and its list of files: what the main window holds. UI thread.

#include "core/patch.h"
#include "core/result.h"
#include "jobs/inspector.h"
#include "ui/diff/diffview.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QMenu;
class QSplitter;
class QThreadPool;
class QToolButton;

namespace rijian::models {
class ChangedFilesModel;
}

namespace rijian::ui {

class ChangedFiles;
class FilesButton;
class FilesDrop;
class FindBar;

class DiffPane : public QWidget
{
    Q_OBJECT

public:
    /// `pool` must outlive the pane; null: the global one.
    explicit DiffPane(QWidget *parent = nullptr, QThreadPool *pool = nullptr);

    /// Null: as clear().
    void setPatch(std::shared_ptr<const CommitPatch> patch);
    /// Another commit's are on their way: what is shown stays for a moment, as in DiffView, then none of it does.
    void setLoading();
    /// See DiffView.
    void setReloading();
    void setError(const Error &error);
    void clear();
    void setWholeFile(int file, FilePatch patch) { m_view->setWholeFile(file, std::move(patch)); }
    void setWholeFileFailed(int file) { m_view->setWholeFileFailed(file); }

    /// The commit's files that the user has viewed, by viewedKey().
    void setViewed(const QSet<QString> &paths);
    const QSet<QString> &viewed() const { return m_viewed; }

    /// Goes to what a card names: the file, or the text wherever lines hold it.
    void goToName(const QString &name);
    /// What is shown, or will be once it is laid out; null: nothing.
    const std::shared_ptr<const CommitPatch> &patch() const { return m_patch; }
    void setReading(const QList<FileReading> &reading) { m_view->setReading(reading); }

    DiffView *view() const { return m_view; }
    ChangedFiles *files() const { return m_files; }
    FindBar *findBar() const { return m_find; }
    void setMode(diff::DiffMode mode);
    void setWraps(bool wraps);
    void setSingleFile(bool single);
    /// From change to change; where there is none, the view's told() says so, and what else stands there.
    void goToNextChange() { goToChange(1); }
    void goToPreviousChange() { goToChange(-1); }
    /// The next of the usual ones.
    void nextTabWidth();
    /// The menu that says how changes are shown, for the keyboard.
    void showOptions();
    /// The list of files, and from there its filter; where the pane is narrow, the list drops from its button.
    void focusFiles();
    /// What the repository's text is read as; the user's choice comes with encodingChosen().
    void setEncoding(TextEncoding encoding) { m_encoding = encoding; }
    /// How the user wants commits to be read.
    const jobs::ReadingOptions &reading() const { return m_reading; }
    void setReadingOptions(const jobs::ReadingOptions &reading);

    /// How changes are shown, compared and searched, and the splitter. A state of another version is refused and nothing changes.
    QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

Q_SIGNALS:
    /// A fold needs the file with unbounded context: answer with setWholeFile or setWholeFileFailed.
    void wholeFileWanted(int file);
    /// A file was cut for the commit's size: answer with DiffView::setRest.
    void restWanted(int file);
    /// The lines around a file's changes decide about their colours: answer with DiffView::setSurroundings.
    void surroundingsWanted(int file);
    void currentFileChanged(int file);
    /// By the user: to be kept.
    void viewedChanged(const QSet<QString> &paths, bool viewed);
    /// reading() is another: the commit has to be read again.
    void readingChanged();
    /// For the repository's text, by the user: to be kept, and the commit read again.
    void encodingChosen(rijian::TextEncoding encoding);
    /// saveState() is another.
    void stateToSave();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeBar();
    QToolButton *makeButton(const QString &icon, const QString &name, const QString &key);
    void connectViews();
    void updateBar();
    void updateIgnored();
    QMenu *makeOptions();
    void addComparing(QMenu *menu);
    void change(const std::function<void(jobs::ReadingOptions &)> &choose);
    void showFileMenu(int file, QPoint global);
    void setTabWidth(int columns);
    void updateStyle();
    void showFile(int file);
    void sayFile();
    void goToChange(int direction);
    void tellEnd(int direction);

    models::ChangedFilesModel *m_model;
    DiffView *m_view;
    ChangedFiles *m_files;
    FindBar *m_find;
    QSplitter *m_splitter;
    QWidget *m_side;            ///< holds the list beside the diff
    FilesButton *m_filesButton; ///< in place of that where the pane is narrow
    FilesDrop *m_drop;
    QLabel *m_summary;
    QBoxLayout *m_tools; ///< the bar's first row
    QBoxLayout *m_below;
    QToolButton *m_ignored; ///< says that not all changes are shown
    QButtonGroup *m_modes;
    QToolButton *m_wrap;
    QToolButton *m_single;
    QToolButton *m_options;
    jobs::ReadingOptions m_reading;
    TextEncoding m_encoding = TextEncoding::Unknown;
    QToolButton *m_previous;
    QToolButton *m_next;
    std::shared_ptr<const CommitPatch> m_patch;
    QString m_sha; ///< of the commit shown last
    QTimer m_calm; ///< until the commit before is no longer shown
    QSet<QString> m_viewed;
    bool m_sized = false; ///< by the window or by a saved state
};

} // namespace rijian::ui
