#pragma once
// The changes of one commit, all files in one scroll, unified or side by side. Paints what is visible; documents, pairing, word marks and
// colours come from a thread pool, and late results of an earlier commit are dropped. UI thread.

#include "core/result.h"
#include "ui/diff/diffpainter.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QHash>
#include <QSet>

#include <optional>

class QMenu;

namespace rijian::ui {

class ChangeRuler;

class DiffView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class State { Empty, Loading, Failed, NoChanges, Ready };

    /// `pool` must outlive the view; null: the global one.
    explicit DiffView(QWidget *parent = nullptr, QThreadPool *pool = nullptr);

    /// Null: as clear(). The whole of a commit whose beginning (CommitPatch::partial) is shown fills it in.
    void setPatch(std::shared_ptr<const CommitPatch> patch);
    /// The last commit stays on the screen for 150 ms, so that quick answers do not flicker.
    void setLoading();
    /// The same, but what comes is the same commit read another way: the place, ticks, collapsed files and open folds hold for it, too.
    void setReloading();
    void setError(const Error &error);
    void clear();
    /// The answer to wholeFileWanted: the same file with unbounded context. An answer that nobody waits for is dropped; but the
    /// owner has to drop those that were asked for another commit.
    void setWholeFile(int file, FilePatch patch);
    /// Or there is none: the folds that were opened are forgotten, and can be asked for again.
    void setWholeFileFailed(int file);
    /// The answer to surroundingsWanted: the file with unbounded context. Nothing: it could not be read.
    void setSurroundings(int file, std::optional<FilePatch> patch);
    /// The answer to restWanted: the file by itself. Nothing: it could not be read.
    void setRest(int file, std::optional<FilePatch> patch);
    /// The answer to partWanted, with what it was asked with. Nothing: it could not be read, which is told, and can be tried again.
    void setPart(int file, int lines, std::optional<FilePatch> part);

    /// Whether two patches are of the same file, by the bytes of its paths: different ones may look the same.
    static bool isSameFile(const FilePatch &one, const FilePatch &other);

    State state() const { return m_state; }
    diff::DiffMode mode() const { return m_scene.mode(); }
    void setMode(diff::DiffMode mode);
    bool wraps() const { return m_wraps; }
    void setWraps(bool wraps);
    /// One file at a time in place of all in one scroll.
    bool singleFile() const { return m_single; }
    void setSingleFile(bool single);
    void setTabWidth(int columns);
    int tabWidth() const { return m_tabWidth; }
    /// Lines around changes that patches to come have, and that stay open where a whole file is there.
    void setContextLines(int lines) { m_contextLines = lines; }
    /// The white space that did not count when the next patch was read: lines that moved may differ in it.
    void setWhitespace(Whitespace whitespace) { m_whitespace = whitespace; }
    /// The files whose added lines hold invisible or bidirectional characters.
    QSet<int> filesWithInvisibles() const;
    /// Lines that stand elsewhere, too, in a colour of their own. They are by default.
    bool marksMoves() const { return m_scene.marksMoves(); }
    void setMarksMoves(bool marks);
    /// For the lines, before zoom; the default is the system's fixed font.
    void setCodeFont(const QFont &font);
    /// Steps of a tenth, from -5 to 20.
    int zoom() const { return m_zoom; }
    void setZoom(int steps);

    int currentFile() const;
    /// While a commit is laid out: once it is. A file that the view lacks, or of which it does not know yet, is passed over.
    void scrollToFile(int file);
    /// The same by a key or a link, which is answered aloud: the file, and whether it was viewed.
    void goToFile(int file);
    /// A line of a file's patch, in the file's own numbering of lines.
    struct LineRef {
        int file = -1;
        int line = -1;
    };
    /// The change last gone to, while it is in sight; else the first line below the header that stays.
    LineRef readingLine() const;
    /// The line that was clicked or gone to last, while it is in sight; else readingLine().
    LineRef caretLine() const;
    /// Where a line's text stands in the viewport; empty for one that is not shown.
    QRect lineRect(LineRef ref) const;
    /// False when the file lacks the line. Opens the file where it is collapsed, but no fold.
    bool goToLine(int file, int line);
    bool isCollapsed(int file) const { return m_scene.files[std::size_t(file)].collapsed; }
    void setCollapsed(int file, bool collapsed);
    /// Of all files.
    void setAllCollapsed(bool collapsed);
    /// `direction`: as foldDirection. Emits wholeFileWanted where the lines are not there yet.
    void openFold(int file, int fold, int direction);
    /// All lines of a file, or its folds as they were.
    void setAllLines(int file, bool all);
    bool showsAllLines(int file) const { return m_scene.files[std::size_t(file)].allLines; }
    /// The same for all files, which are read as they come into sight.
    void setAllLines(bool all);

    /// The files that the user has viewed, by viewedKey(): ticked, and collapsed when they become so.
    void setViewed(const QSet<QString> &paths);
    bool isViewed(int file) const { return m_scene.files[std::size_t(file)].viewed; }

    /// How the commit reached the model whose card is shown: files that were not read whole. Empty: all was, or no model read it.
    void setReading(const QList<FileReading> &reading);

    /// Marks the text wherever a line holds it and goes to the next place from here; empty: no more marks. `inFile`: in the current file only.
    /// `wholeWord`: not within words. Other commits are searched, too, but not scrolled.
    void find(const QString &text, bool caseSensitive = false, bool inFile = false, bool wholeWord = false);
    bool isSearching() const { return m_searching; }
    /// How many, "100,000+" where there are more than are marked.
    QString matchTotal() const;
    /// What a search ended with: `found`, or that nothing was; with a word where not all lines were read.
    QString searchWords(const QString &found) const;
    /// Files were cut for their size: lines that were not read could not be searched.
    bool isSearchedInPart() const;
    /// What can be done with a file: for the menu of a list.
    void addFileActions(QMenu *menu, int file);

    /// The marked text, no more than its first million characters: what is copied is all of it.
    QString selectedText() const;
    ChangeRuler *ruler() const { return m_ruler; }
    /// What the scene shows; for tests and screenshots.
    const DiffScene &scene() const { return m_scene; }

public Q_SLOTS:
    /// A page down; false when the end was already in sight. While a commit is read nothing happens, and more is to come.
    bool pageDownOrEnd();
    /// False when there is none. The change is put a few lines below the top.
    bool nextChange();
    bool previousChange();
    bool nextFile();
    /// Round from the last to the first. False when nothing was found.
    bool nextMatch();
    bool previousMatch();
    bool previousFile();
    /// The current file; one that becomes viewed makes room for the next that is not.
    void toggleViewed();
    void toggleTick(int file);
    void copy();
    void copyAsPatch();
    void selectAll();
    /// Some lines of the fold above (below) caretLine(), next to what is shown.
    void openAbove() { openContext(-1); }
    void openBelow() { openContext(1); }
    /// Of caretLine(), where it moved.
    void followMove() { goToMove(caretLine()); }
    void toggleAllLines();
    /// The current file, where it was cut for its size: the part that follows.
    void readOn() { readOn(currentFile()); }
    void toggleAllLinesOfAll() { setAllLines(!m_allLines); }
    void zoomIn() { setZoom(m_zoom + 1); }
    void zoomOut() { setZoom(m_zoom - 1); }
    void zoomBack() { setZoom(0); }
    /// Of caretLine().
    void askBlame();
    /// Of the current file, where it may be a picture.
    void askPictures();

Q_SIGNALS:
    void currentFileChanged(int file);
    void wholeFileWanted(int file);
    /// The file was cut for the commit's size, and is on the screen: answer with setRest. One at a time.
    void restWanted(int file);
    /// The user reads on in a file that was cut: answer with setPart.
    void partWanted(int file, int lines);
    /// Nobody waits for those any more.
    void partsUnwanted();
    /// The lines around the changes decide about their colours, and the file is on the screen: answer with setSurroundings. One at a time.
    void surroundingsWanted(int file);
    void zoomChanged(int steps);
    /// The user's ticks.
    void viewedChanged(const QSet<QString> &paths, bool viewed);
    /// Others were found, or another one is the current.
    void matchesChanged();
    /// Another mode, or another state: what can be done has changed.
    void stateChanged();
    /// Documents came: filesWithInvisibles() may be others.
    void documentsShown();
    /// The user asks where a line of a file's patch comes from.
    void blameWanted(int file, int line);
    /// The pictures of this binary file are to be compared.
    void picturesWanted(int file);
    /// A file's patch, or the commit's (-1), that git takes: in the clipboard, or in a file.
    void patchWanted(int file, bool save);
    /// A file at its host, at a line of its patch (-1: none).
    void webWanted(int file, int line);
    /// What was asked for cannot be, or not as the user may think.
    void told(const QString &what);
    /// Wrapping, one file at a time, moved lines: another choice.
    void looksChanged();

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Hit {
        enum class Zone { None, Header, Tick, Fold, Picture, ReadOn, Line } zone = Zone::None;
        Place place;
        diff::Side side = diff::Side::New;
    };
    void connectLoader();
    void setState(State state);
    void showDocuments(const std::vector<SharedDocument> &documents);
    void addDocuments(const std::vector<SharedDocument> &documents);
    void showDocument(int file, const SharedDocument &document, const LineTops &tops, const Wrapping &how);
    void showColors(int file, const std::shared_ptr<const diff::LineColors> &colors);
    void showWrapped(const std::vector<LineTops> &tops, int columns);
    diff::DocumentOptions optionsOf(const DiffFile &file) const;
    void requestRest(int firstFile, int lastFile);
    void requestSurroundings(int firstFile, int lastFile);
    void requestWhole(int firstFile, int lastFile);
    void wantWhole(int file);
    void readOn(int file);
    bool stopReadingOn();
    void partRefused(int file);
    void noteSeen(int file);
    void forgetSeen(int firstFile, int lastFile);
    void openContext(int direction);
    void beginLoading();
    Wrapping wrapping() const;
    /// A position that stays with its line when the rows of its file become others.
    struct Held {
        TextPosition at;
        std::optional<Anchor> line;
    };
    /// `file`: whose rows are about to.
    Held hold(TextPosition at, int file) const;
    TextPosition released(const Held &held) const;
    /// Ends the drag, too: it would go on from nowhere.
    void clearSelection();
    void endDrag();
    QString patchFlaws(const QString &patch, int firstFile, int lastFile) const;
    Place placeOf(const Anchor &anchor) const;
    bool isInSight(Place place) const;
    /// The line that was clicked or gone to last, where it is in sight; else none.
    Place markedPlace() const;
    Place caretPlace() const;
    void extendByLine(int direction);
    void goToMove(LineRef ref);
    void recolor();
    void requestColors();
    void requestPairs(int firstFile, int lastFile);
    void requestWrap();
    void updateFonts();
    void updateScrollBars();
    void placeRuler();
    void updateCurrentFile();
    /// Where one file is shown at a time: this one.
    void bring(int file);
    void tellWhere();
    /// Runs `change` and scrolls so that what was at the top still is.
    void keepPlace(const std::function<void()> &change);
    void search();
    void showMatches(const diff::SearchResult &result);
    bool goToMatch(std::size_t index);
    void announceMatch();
    void revealMatch();
    /// Scrolls until a part of a line is in sight.
    void reveal(Place place, diff::Side side, int line, diff::TextRange range);
    qint64 scrollY() const;
    void scrollTo(qint64 y);
    /// `file` is the current one from now on, though it may not reach the top.
    void scrollTo(qint64 y, int file);
    bool goToChange(Place place);
    QString currentFileWords() const;
    /// For screen readers: what a key did.
    void announce(const QString &words);
    void announceChange();
    Place readingPlace() const;

    Hit hitTest(QPoint point) const;
    /// Takes a click, rather than a selection beginning there.
    static bool isAction(const Hit &hit) { return hit.zone != Hit::Zone::None && hit.zone != Hit::Zone::Line; }
    TextPosition positionAt(QPoint point, diff::Side side);
    diff::Side sideAt(QPoint point) const;
    void click(const Hit &hit, QPoint point);
    void dragTo(QPoint point);
    QPoint beyondText(QPoint point) const;
    void setHovered(Place place, bool onTick = false);
    void tick(int file, bool viewed);
    QString toolTipAt(QPoint point) const;
    void addLineQuestions(QMenu *menu, LineRef ref);
    LineRef lineNow(LineRef ref, const FilePatch &before) const;
    /// For menus, which stay open while a file comes whole, or another commit: `act` gets the line as it is by then, and does not run where it is gone.
    std::function<void()> later(LineRef ref, std::function<void(LineRef)> act);
    void paintMessage(QPainter &painter);

    DiffScene m_scene;
    DiffSelection m_selection;
    DiffLoader *m_loader;
    ChangeRuler *m_ruler;
    State m_state = State::Empty;
    quint64 m_generation = 0; ///< of the files: their numbers mean the same within one
    int m_coming = 0;         ///< files of the commit that is being laid out
    std::optional<Error> m_error;
    std::shared_ptr<const CommitPatch> m_beginning; ///< that is shown; null: the whole commit is, or none
    bool m_rest = false; ///< the documents that come next are those of the whole commit
    QSet<QString> m_viewed;
    QHash<QString, FileReading> m_reading; ///< by path
    QBasicTimer m_calm;   ///< until "loading" is said
    QBasicTimer m_autoScroll;
    Place m_hovered;
    bool m_onTick = false;
    Place m_change{-1, -1}; ///< the change last gone to
    /// How the commit was read, for the one that comes next: what a file was is found by its path.
    struct Kept {
        Anchor anchor;
        QString path; ///< the anchor's file
        QString only; ///< the one that is shown by itself
        QSet<QString> collapsed;
        QHash<QString, diff::OpenFolds> open;
        QSet<QString> allLines;
        int horizontal = 0;
        bool top = false;
    };
    Kept keep() const;
    int restoreFiles(const Kept &kept);
    void restorePlace(const Kept &kept, int file);
    void goBack();
    std::optional<Kept> m_kept;
    /// Where it has to go on once the folds of that file are open again, and where it was scrolled to until then.
    std::optional<std::pair<Anchor, qint64>> m_goBackTo;
    bool m_allLines = false; ///< of all files
    std::vector<int> m_seen; ///< files that were seen and whose surroundings are kept, the last one last
    diff::SearchQuery m_query; ///< what is searched for; `file` as of the last search
    bool m_findInFile = false;
    bool m_searching = false;
    bool m_goToFirst = false; ///< the user has asked
    bool m_moreMatches = false;
    bool m_matchPending = false; ///< the current match was not gone to: the next one is it
    int m_matchFile = -1; ///< whose fold opens for the current match
    int m_currentFile = -1;
    int m_wantedFile = -1;  ///< scrolled to, though it may not reach the top
    int m_scrollingTo = -1; ///< what m_wantedFile becomes by the scrolling under way
    bool m_wraps = false;
    bool m_single = false;
    bool m_dragging = false;
    bool m_wrapPending = false;
    int m_zoomTurn = 0; ///< of the wheel, less than a step
    int m_zoom = 0;
    int m_tabWidth = 4;
    int m_contextLines = 3;
    Whitespace m_whitespace = Whitespace::Keep;
    int m_restFile = -1; ///< asked for
    int m_aroundFile = -1; ///< asked for
    QFont m_codeFont;
};

} // namespace rijian::ui
