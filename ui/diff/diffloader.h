#pragma once
// The diff view's work on a thread pool: documents, wrapped heights, colours. Lives on the UI thread; results are signals there.
// What was replaced or cancelled is stopped, and its late results never arrive. Destruction does not wait: jobs own their values.

#include "diff/highlighter.h"
#include "diff/moves.h"
#include "diff/search.h"

#include <QObject>

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

class QThreadPool;

namespace rijian::ui {

using SharedDocument = std::shared_ptr<const diff::Document>;
using LineTops = std::shared_ptr<const std::vector<int>>;

/// How lines are wrapped.
struct Wrapping {
    diff::DiffMode mode = diff::DiffMode::Unified;
    int columns = 0; ///< 0: not at all
    int tabWidth = 4;

    bool operator==(const Wrapping &) const = default;
};

class DiffLoader : public QObject
{
    Q_OBJECT

public:
    /// `pool` must outlive the loader; null: the global one, and for colours one of their own: they take long, and nothing else need wait for them.
    explicit DiffLoader(QThreadPool *pool, QObject *parent);
    ~DiffLoader() override;

    /// Stops all work of the last commit.
    void cancel();
    /// Documents first, then what moved: but for the white space that does not count.
    void load(std::shared_ptr<const CommitPatch> patch, const diff::DocumentOptions &options, Whitespace whitespace = Whitespace::Keep);
    /// The whole of the commit whose beginning was loaded, while its colours go on.
    void loadRest(std::shared_ptr<const CommitPatch> patch, const diff::DocumentOptions &options, Whitespace whitespace = Whitespace::Keep);
    /// A single file's document anew, after a fold was opened or the whole file came, with its wrapped heights. The last call for a file counts.
    void rebuild(int file, std::shared_ptr<const FilePatch> patch, diff::DocumentOptions options, Wrapping wrapping);
    /// The same for what was read of a file before and the part that follows. partRefused() where they do not fit, or nothing came.
    void append(int file, std::shared_ptr<const FilePatch> before, std::shared_ptr<const FilePatch> part, diff::DocumentOptions options, Wrapping wrapping);
    /// `whole`: the file with all lines around its changes; null: not there. wholeMissing() follows where it would make a difference.
    void color(int file, SharedDocument document, diff::HighlightColors colors, int nearLine, std::shared_ptr<const FilePatch> whole);
    /// Stops colouring the files outside of [first, last], and names them: what is on the screen need not wait for them.
    std::vector<int> stopColoringOutside(int first, int last);
    /// All of them: the colours changed.
    void stopColoring();
    void wrap(const std::vector<SharedDocument> &documents, Wrapping wrapping);
    /// The last call counts.
    void search(std::vector<std::shared_ptr<const FilePatch>> files, const diff::SearchQuery &query);
    void stopSearching() { m_searching.request_stop(); }

Q_SIGNALS:
    void documentsReady(const std::vector<rijian::ui::SharedDocument> &documents);
    /// `tops`: as they are with `wrapping`; null where that does not wrap.
    void documentReady(int file, const rijian::ui::SharedDocument &document, const rijian::ui::LineTops &tops, const rijian::ui::Wrapping &wrapping);
    void partRefused(int file);
    void colored(int file, const std::shared_ptr<const rijian::diff::LineColors> &colors);
    void wholeMissing(int file);
    void wrapped(const std::vector<rijian::ui::LineTops> &tops, int columns);
    /// By file.
    void movesFound(const std::vector<std::vector<rijian::diff::MovedLines>> &moves);
    void found(const rijian::diff::SearchResult &result);

private:
    struct Mailbox;
    /// Stops what `source` was for, and makes it one for what comes in its place.
    static std::stop_token renewed(std::stop_source &source);
    /// Runs `work` on the pool. It gets a function that runs others on the UI thread, unless stopped by then.
    using Post = std::function<void(std::function<void()>)>;
    void start(QThreadPool *pool, std::stop_token stop, std::function<void(const Post &, std::stop_token)> work);
    /// On the pool: the loader may be gone, and is used where `post` runs things alone.
    static void deliver(DiffLoader *loader, const Post &post, int file, SharedDocument document, Wrapping wrapping, const std::stop_token &stop);

    QThreadPool *m_pool;
    QThreadPool *m_colorPool;
    std::shared_ptr<Mailbox> m_mailbox;
    std::stop_source m_loading;
    std::stop_source m_wrapping;
    std::stop_source m_searching;
    std::map<int, std::stop_source> m_rebuilding;
    std::map<int, std::stop_source> m_coloring;
};

} // namespace rijian::ui
