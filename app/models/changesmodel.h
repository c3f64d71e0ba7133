#pragma once
// The changes of a commit as a table that can be read one by one: file, lines, what was removed and what was added; and what there is to say of files without
// lines, or not all of them. Texts are made when they are looked at. UI thread.

#include "core/patch.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <vector>

namespace rijian::models {

/// A block of changed lines without an unchanged one between them.
struct Change {
    int file = 0;
    int line = 0;  ///< index into FilePatch::lines
    int lines = 0;

    bool operator==(const Change &) const = default;
};

/// The block of a hunk that holds a changed line; of an unchanged line, one without lines.
Change changeAt(const FilePatch &patch, int file, int line);

/// The block's removed or added lines, at most `most` of them, and how many there are beyond; each without leading and trailing blanks,
/// control characters visible. Empty: none.
QString changeText(const FilePatch &file, const Change &change, LineKind kind, int most);
/// In one sentence, for screen readers: file, line, what was removed, what was added.
QString describeChange(const FilePatch &file, const Change &change);
/// A line in one sentence, for screen readers: file, number, text. Of a long one the part around `at`, an offset as diff::SearchMatch has it.
QString describeLine(const FilePatch &file, int line, int at = 0);

class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { File, Line, Removed, Added, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    using Files = std::vector<std::shared_ptr<const FilePatch>>;
    /// `notes`, by file: why it has no lines, or not all. Such a file, and one without any lines, has a row of its own after its changes.
    void setFiles(Files files, QStringList notes = {});
    const Change &change(int row) const { return m_changes[std::size_t(row)]; }
    /// A row that tells of a file, in its column Removed: its change has no lines, and begins behind those of the file.
    bool isOfFile(int row) const { return change(row).lines == 0; }
    /// The row in one sentence, for screen readers.
    QString describe(int row) const;
    /// The row of the change that holds a line or follows it; the last where none does; -1 without changes.
    int rowOf(int file, int line) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString wordsOf(int file) const;

    Files m_files;
    QStringList m_notes;
    std::vector<Change> m_changes;
};

} // namespace rijian::models
