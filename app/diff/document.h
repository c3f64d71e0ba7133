#pragma once
// A file's patch as rows to show, unified and side by side, with unchanged lines folded away. Rows are not stored one by one: a
// document is a list of stretches, so that a million lines cost a scan and no strings. Immutable once built; thread-safe.

#include "core/patch.h"
#include "diff/pairing.h"

#include <QMap>

#include <limits>
#include <memory>
#include <stop_token>
#include <vector>

namespace rijian::diff {

enum class DiffMode { Unified, SideBySide };
enum class Side { Old, New };

/// How many of a fold's lines were opened at its upper and its lower end.
struct FoldOpening {
    int fromTop = 0;
    int fromBottom = 0;

    static constexpr int all = std::numeric_limits<int>::max();
    bool operator==(const FoldOpening &) const = default;
};

/// Opened folds by FoldRow::key.
using OpenFolds = QMap<int, FoldOpening>;

struct FoldRow {
    int key = 0;     ///< the number in the old file of the first line that is folded when nothing is open: the same for the short patch and the whole file
    int hidden = -1; ///< lines; -1: unknown (after the last hunk of a file whose lines nobody counted)
    int hunk = -1;   ///< the hunk that follows; -1: none
    bool known = false; ///< the hidden lines are in the patch: the fold opens at once
    bool first = false; ///< nothing above it in the file: opens from below only
    bool last = false;  ///< nothing below it
    QByteArray context = {}; ///< of the hunk that follows in the short patch: usually the enclosing function's line

    bool operator==(const FoldRow &) const = default;
};

/// Why a file has no lines to show, or not all.
enum class FileNote {
    None,
    Binary,
    TooLarge,
    Unreadable, ///< missing or damaged
    Cut,
    Later,
    NoContentChange,
    NothingCounts, ///< the content changed, but for nothing that is looked at: white space that is ignored, or the encoding
    Empty,
};

enum class RowKind { Line, Fold, Note };

struct Row {
    RowKind kind = RowKind::Line;
    int oldLine = -1; ///< index into FilePatch::lines; context lines stand on both sides
    int newLine = -1;
    int fold = -1;    ///< into folds()

    bool operator==(const Row &) const = default;
};

/// Rows of changed lines below each other, all removed, all added, or (side by side) both in the same rows.
struct ChangedRows {
    int row = 0;
    int rows = 0;
    bool removed = false;
    bool added = false;

    bool operator==(const ChangedRows &) const = default;
};

struct DocumentOptions {
    int visibleContext = 3;
    bool wholeFile = false; ///< the patch's context reaches the file's ends
    int tabWidth = 4;
    OpenFolds open;
    QMap<int, QByteArray> contexts = {}; ///< of the whole file's folds, by key: what the short patch's say
};

class Document
{
public:
    Document() = default;
    /// Takes a scan over the lines, and comparisons within `budget` (shared by a commit's files).
    Document(std::shared_ptr<const FilePatch> patch, const DocumentOptions &options, PairingBudget &budget);

    const FilePatch &patch() const { return *m_patch; }
    const std::shared_ptr<const FilePatch> &sharedPatch() const { return m_patch; }
    int rowCount(DiffMode mode) const { return mode == DiffMode::Unified ? m_unifiedRows : m_sideRows; }
    /// Logarithmic in the number of stretches.
    Row row(DiffMode mode, int index) const;
    /// The row that shows a line; of a folded line that of its fold; -1 for a line that is not in the patch.
    int rowOfLine(DiffMode mode, int line) const;
    const std::vector<FoldRow> &folds() const { return m_folds; }
    FileNote note() const { return m_note; }
    /// Changed lines that a file that was cut has beyond these.
    int changesLeft() const { return m_changesLeft; }
    /// The rows where a block of changed lines begins, ascending.
    std::vector<int> changes(DiffMode mode) const;
    /// All rows of changed lines, ascending.
    std::vector<ChangedRows> changedRows(DiffMode mode) const;
    /// The first change below (above) `row`, or -1.
    int nextChange(DiffMode mode, int row) const;
    int previousChange(DiffMode mode, int row) const;
    /// Rows of changed lines with both sides, for word marks: those with a line of [first, last).
    std::vector<LinePair> pairsOf(int firstLine, int lastLine) const;
    /// The budget was spent before all of this file's lines were paired: with one of its own more of them may stand beside their likes.
    bool lacksPairs() const { return m_lacksPairs; }
    /// The widest line, in columns.
    int columns() const { return m_columns; }
    /// The largest line number's digits.
    int digits() const { return m_digits; }
    /// Added lines with invisible or bidirectional characters (core/hiddentext.h): the first thousand, ascending.
    const std::vector<int> &linesWithInvisibles() const { return m_invisibles; }
    /// Every line of the file ends with a carriage return: not worth showing at each.
    bool carriageReturns() const { return m_carriageReturns; }
    /// A line's bytes without the carriage return where all lines have one.
    QByteArrayView text(int line) const;

private:
    struct Stretch {
        RowKind kind = RowKind::Line;
        bool changed = false;
        int firstLine = 0;
        int lineCount = 0; ///< hidden lines count here, too, so that a line finds its fold
        int fold = -1;
        int firstPair = -1; ///< into m_pairs, one for each row side by side; -1: each line has a row of its own
        int unifiedRow = 0;
        int sideRow = 0;
    };
    friend class DocumentBuilder;

    const Stretch &stretchOfRow(DiffMode mode, int index) const;
    /// The first of a side's pairs whose line is not above `line`, into m_pairs. Logarithmic.
    std::size_t pairFrom(int line, int LinePair::*side) const;
    int firstRow(const Stretch &stretch, DiffMode mode) const { return mode == DiffMode::Unified ? stretch.unifiedRow : stretch.sideRow; }

    std::shared_ptr<const FilePatch> m_patch;
    std::vector<Stretch> m_stretches;
    std::vector<LinePair> m_pairs;
    std::vector<LinePair> m_pairMarks; ///< at each so many pairs the largest lines above: they ascend, where m_pairs has holes
    std::vector<FoldRow> m_folds;
    std::vector<int> m_invisibles;
    FileNote m_note = FileNote::None;
    int m_changesLeft = 0;
    int m_unifiedRows = 0;
    int m_sideRows = 0;
    int m_columns = 0;
    int m_digits = 1;
    bool m_carriageReturns = false;
    bool m_lacksPairs = false;
};

/// All files of a commit, with one budget. They share the patch, none copies its lines. Nothing when `stop` was requested.
std::vector<Document> buildDocuments(const std::shared_ptr<const CommitPatch> &patch, const DocumentOptions &options, const std::stop_token &stop = {});

} // namespace rijian::diff
