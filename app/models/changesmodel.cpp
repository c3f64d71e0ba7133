#include "models/changesmodel.h"

#include "core/text.h"
#include "models/filelabels.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::models {

namespace {

struct ChangesModelText {
    Q_DECLARE_TR_FUNCTIONS(rijian::models::ChangesModel)
};

constexpr int longestLine = 300; // characters of a line that are read out or put into a cell

QString readable(QByteArrayView line)
{
    // A character takes four bytes at most.
    QString text = QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 4 * longestLine))).trimmed();
    if (text.size() > longestLine || line.size() > 4 * longestLine)
        text = text.left(longestLine) + u'…';
    return visibleControls(text);
}

/// The same, or what stands around `at` where that is far from the line's beginning.
QString readableAt(QByteArrayView line, int at)
{
    constexpr int before = 40; // characters
    if (at < longestLine / 2)
        return readable(line);
    return u'…' + readable(QString::fromUtf8(line).mid(at - before).toUtf8());
}

int numberOf(const FilePatch &file, const Change &change)
{
    const PatchLine *first = &file.lines[std::size_t(change.line)];
    for (int i = 0; i < change.lines; ++i) {
        if (first[i].newNumber > 0)
            return first[i].newNumber;
    }
    return first->oldNumber;
}

} // namespace

Change changeAt(const FilePatch &patch, int file, int line)
{
    const auto &lines = patch.lines;
    const auto nextHunk = std::ranges::upper_bound(patch.hunks, std::size_t(line), {}, &Hunk::firstLine); // hunks may touch
    const int begin = nextHunk == patch.hunks.begin() ? 0 : int(std::prev(nextHunk)->firstLine);
    const int end = nextHunk == patch.hunks.end() ? int(lines.size()) : int(nextHunk->firstLine);
    const auto changed = [&](int each) { return lines[std::size_t(each)].kind != LineKind::Context; };
    int first = line;
    while (first > begin && changed(first) && changed(first - 1))
        --first;
    int last = first;
    while (last < end && changed(last))
        ++last;
    return {file, first, last - first};
}

QString changeText(const FilePatch &file, const Change &change, LineKind kind, int most)
{
    QStringList shown;
    int more = 0;
    for (int line = change.line; line < change.line + change.lines; ++line) {
        const PatchLine &entry = file.lines[std::size_t(line)];
        if (entry.kind != kind)
            continue;
        if (shown.size() < most)
            shown.append(readable(file.lineText(entry)));
        else
            ++more;
    }
    if (more > 0)
        shown.append(ChangesModelText::tr("and %n more line(s)", nullptr, more));
    return shown.join(u'\n');
}

QString describeChange(const FilePatch &file, const Change &change)
{
    constexpr int most = 3;
    QStringList parts{ChangesModelText::tr("%1, line %2").arg(shownPath(file.change), QLocale().toString(numberOf(file, change)))};
    if (const QString removed = changeText(file, change, LineKind::Removed, most); !removed.isEmpty())
        parts += ChangesModelText::tr("removed: %1").arg(removed);
    if (const QString added = changeText(file, change, LineKind::Added, most); !added.isEmpty())
        parts += ChangesModelText::tr("added: %1").arg(added);
    return parts.join(ChangesModelText::tr("; ", "between parts of a list"));
}

QString describeLine(const FilePatch &file, int line, int at)
{
    const PatchLine &entry = file.lines[std::size_t(line)];
    const QString path = shownPath(file.change), text = readableAt(file.lineText(entry), at);
    return entry.newNumber > 0 ? ChangesModelText::tr("%1, line %2: %3").arg(path, QLocale().toString(entry.newNumber), text)
                               : ChangesModelText::tr("%1, removed line %2: %3").arg(path, QLocale().toString(entry.oldNumber), text);
}

void ChangesModel::setFiles(Files files, QStringList notes)
{
    beginResetModel();
    m_files = std::move(files);
    m_notes = std::move(notes);
    m_changes.clear();
    for (int file = 0; file < int(m_files.size()); ++file) {
        const auto &lines = m_files[std::size_t(file)]->lines;
        const auto changed = [](const PatchLine &line) { return line.kind != LineKind::Context; };
        for (auto first = std::ranges::find_if(lines, changed); first != lines.end();) {
            m_changes.push_back(changeAt(*m_files[std::size_t(file)], file, int(first - lines.begin())));
            first = std::find_if(first + m_changes.back().lines, lines.end(), changed);
        }
        if (lines.empty() || !m_notes.value(file).isEmpty())
            m_changes.push_back({file, int(lines.size()), 0});
    }
    endResetModel();
}

/// Of a row that tells of a file.
QString ChangesModel::wordsOf(int file) const
{
    const FilePatch &patch = *m_files[std::size_t(file)];
    const QString note = m_notes.value(file);
    if (!patch.lines.empty())
        return note; // the rows above say the rest
    return note.isEmpty() ? fileWords(patch) : fileWords(patch) + ChangesModelText::tr("; ", "between parts of a list") + note;
}

QString ChangesModel::describe(int row) const
{
    const FilePatch &file = *m_files[std::size_t(change(row).file)];
    if (!isOfFile(row))
        return describeChange(file, change(row));
    return shownPath(file.change) + ChangesModelText::tr("; ", "between parts of a list") + wordsOf(change(row).file);
}

int ChangesModel::rowOf(int file, int line) const
{
    const auto end = [](const Change &change) { return std::pair(change.file, change.line + std::max(change.lines, 1) - 1); };
    const auto found = std::ranges::lower_bound(m_changes, std::pair(file, line), {}, end);
    return int(std::min<std::ptrdiff_t>(found - m_changes.begin(), std::ptrdiff_t(m_changes.size()) - 1));
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole && role != Qt::TextAlignmentRole))
        return {};
    constexpr int inCell = 1, inToolTip = 20;
    const Change &change = m_changes[std::size_t(index.row())];
    const FilePatch &file = *m_files[std::size_t(change.file)];
    const int most = role == Qt::DisplayRole ? inCell : inToolTip;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(index.column() == Line ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (isOfFile(index.row()) && index.column() != File)
        return index.column() == Removed ? wordsOf(change.file) : QString();
    switch (index.column()) {
    case File:
        return shownPath(file.change);
    case Line:
        return QLocale().toString(numberOf(file, change));
    default: {
        QString text = changeText(file, change, index.column() == Removed ? LineKind::Removed : LineKind::Added, most);
        return role == Qt::DisplayRole ? text.replace(u'\n', u"  ⋯ "_s) : text;
    }
    }
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == Line)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {ChangesModelText::tr("File"), ChangesModelText::tr("Line"), ChangesModelText::tr("Removed"), ChangesModelText::tr("Added")};
    return section >= 0 && section < int(ColumnCount) ? names[section] : QVariant();
}

} // namespace rijian::models
