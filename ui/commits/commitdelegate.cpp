#include "ui/commits/commitdelegate.h"

#include "core/triage.h"
#include "models/commitsmodel.h"
#include "ui/theme.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using models::CommitsModel;
using models::CommitColumn;

constexpr int margin = 8;

struct Look {
    QString shape;
    QColor front;
    QColor back;
};

Look lookOf(Importance importance)
{
    const Colors &c = colors();
    switch (importance) {
    case Importance::High:
        return {u"▲"_s, c.high, c.highTint};
    case Importance::Medium:
        return {u"◆"_s, c.medium, c.mediumTint};
    case Importance::Low:
        return {u"●"_s, c.low, c.lowTint};
    case Importance::Unknown:
        break;
    }
    return {u"○"_s, c.muted, c.hover};
}

/// A smaller sign beside the importance.
struct Mark {
    QString shape;
    QColor color;
};

/// What the rules say where the model differs, hollow; a card of a part; a model that failed.
QList<Mark> marksOf(const QModelIndex &index)
{
    const Colors &c = colors();
    QList<Mark> marks;
    switch (static_cast<Importance>(index.data(CommitsModel::OtherImportanceRole).toInt())) {
    case Importance::High:
        marks.append({u"△"_s, c.high});
        break;
    case Importance::Medium:
        marks.append({u"◇"_s, c.medium});
        break;
    case Importance::Low:
        marks.append({u"○"_s, c.low});
        break;
    case Importance::Unknown:
        break;
    }
    if (index.data(CommitsModel::PartialRole).toBool())
        marks.append({u"◐"_s, c.muted});
    if (index.data(CommitsModel::ModelFailedRole).toBool())
        marks.append({u"!"_s, c.high});
    return marks;
}

void paintImportance(QPainter &painter, const QRect &cell, const QModelIndex &index)
{
    const Look look = lookOf(static_cast<Importance>(index.data(CommitsModel::ImportanceRole).toInt()));
    const bool own = index.data(CommitsModel::OwnImportanceRole).toInt() != 0;
    const QString text = look.shape + u' ' + index.data().toString() + (own ? u" ✎"_s : QString());
    const QFontMetrics metrics(painter.font());
    const QList<Mark> marks = marksOf(index);
    constexpr int gap = 5;
    int marksWidth = 0;
    for (const Mark &mark : marks)
        marksWidth += gap + metrics.horizontalAdvance(mark.shape);
    const int width = std::min(metrics.horizontalAdvance(text) + 14, cell.width() - margin - marksWidth - 2); // the words give way to the marks
    const QRect pill(cell.left() + margin, cell.center().y() - metrics.height() / 2, width, metrics.height() + 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.back);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(look.front);
    painter.drawText(pill, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, pill.width() - 6));
    int x = pill.right() + 1 + gap;
    for (const Mark &mark : marks) {
        const int advance = metrics.horizontalAdvance(mark.shape);
        painter.setPen(mark.color);
        painter.drawText(QRect(x, cell.top(), advance + 1, cell.height()), Qt::AlignLeft | Qt::AlignVCenter, mark.shape);
        x += advance + gap;
    }
}

/// Counts in a column of their own, then five blocks that show the share and, by logarithm, the size.
void paintChanges(QPainter &painter, const QRect &cell, int insertions, int deletions)
{
    constexpr int blocks = 5, block = 6, gap = 2;
    const Colors &c = colors();
    const int total = insertions + deletions;
    const int filled = total == 0 ? 0 : std::clamp(int(std::log10(total) * 1.5) + 1, 1, blocks);
    const int green = total == 0 ? 0 : int(std::lround(double(filled) * insertions / total));
    const QString plus = u"+%1"_s.arg(insertions), minus = u"−%1"_s.arg(deletions);
    const int needed = painter.fontMetrics().horizontalAdvance(plus) + painter.fontMetrics().horizontalAdvance(minus) + 2 * margin + 6;
    const bool barsFit = cell.width() >= needed + blocks * (block + gap) + 8; // a number is never cut off for a picture
    int x = barsFit ? cell.right() - margin - blocks * (block + gap) + gap : cell.right() - margin + 8;
    const int y = cell.center().y() - block / 2;
    QRect text = cell.adjusted(margin, 0, 0, 0);
    text.setRight(x - 8);
    painter.setPen(Qt::NoPen);
    for (int i = 0; barsFit && i < blocks; ++i, x += block + gap) {
        painter.setBrush(i >= filled ? c.border : i < green ? c.added : c.removed);
        painter.drawRect(x, y, block, block);
    }
    painter.setPen(c.removed);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, minus);
    text.setRight(text.right() - painter.fontMetrics().horizontalAdvance(minus) - 6);
    painter.setPen(c.added);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, plus);
}

/// The user's tags before a subject, as far as half of the room goes. Returns where the subject begins.
int paintTags(QPainter &painter, const QRect &cell, const QStringList &tags)
{
    const Colors &c = colors();
    const QFontMetrics metrics(painter.font());
    const QPen pen = painter.pen();
    int x = cell.left();
    for (const QString &tag : tags) {
        const int width = metrics.horizontalAdvance(tag) + 10;
        if (x + width > cell.left() + cell.width() / 2)
            break;
        const QRect chip(x, cell.center().y() - metrics.height() / 2, width, metrics.height() + 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.hover);
        painter.drawRoundedRect(chip, 3, 3);
        painter.setPen(c.accent);
        painter.drawText(chip, Qt::AlignCenter, tag);
        x += width + 6;
    }
    painter.setPen(pen);
    return x;
}

/// The subject, and behind it, muted, what a search found.
void paintSubject(QPainter &painter, QRect cell, const QString &subject, const QString &snippet)
{
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(subject, Qt::ElideRight, snippet.isEmpty() ? cell.width() : cell.width() * 3 / 5);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (snippet.isEmpty())
        return;
    cell.setLeft(cell.left() + metrics.horizontalAdvance(shown) + 12);
    painter.setPen(colors().muted);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(snippet, Qt::ElideRight, cell.width()));
}

QString stateShape(TriageState state)
{
    switch (state) {
    case TriageState::Seen:
        return u"✓ "_s;
    case TriageState::FollowUp:
        return u"⚑ "_s;
    case TriageState::Ignored:
        return u"✕ "_s;
    case TriageState::Unseen:
        break;
    }
    return u"• "_s;
}

} // namespace

void CommitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors();
    const auto state = static_cast<TriageState>(index.data(CommitsModel::StateRole).toInt());
    const auto column = CommitColumn(index.column());
    const bool selected = option.state & QStyle::State_Selected;
    const bool done = state == TriageState::Seen || state == TriageState::Ignored;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    painter->fillRect(option.rect, selected ? c.fold : c.base);
    if (selected && option.state & QStyle::State_HasFocus)
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2), c.accent);
    QRect text = option.rect.adjusted(margin, 0, -margin / 2, 0);
    painter->setPen(done && !selected ? c.muted : c.text);
    switch (column) {
    case CommitColumn::Importance:
        paintImportance(*painter, option.rect, index);
        break;
    case CommitColumn::Changes:
        if (!index.data(Qt::DisplayRole).toString().isEmpty())
            paintChanges(*painter, option.rect, index.data(CommitsModel::InsertionsRole).toInt(), index.data(CommitsModel::DeletionsRole).toInt());
        break;
    case CommitColumn::State: {
        painter->setPen(state == TriageState::FollowUp ? c.medium : state == TriageState::Unseen ? c.text : c.muted);
        const QString note = index.data(CommitsModel::NoteRole).toString().isEmpty() ? QString() : u" ✎"_s;
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(stateShape(state) + index.data().toString() + note, Qt::ElideRight, text.width()));
        break;
    }
    case CommitColumn::Message:
        text.setLeft(paintTags(*painter, text, index.data(CommitsModel::TagsRole).toStringList()));
        paintSubject(*painter, text, index.data().toString(), index.data(CommitsModel::SnippetRole).toString());
        break;
    case CommitColumn::Time:
    case CommitColumn::Type:
    case CommitColumn::Repository:
        painter->setPen(c.muted);
        [[fallthrough]];
    default:
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    }
    painter->restore();
}

} // namespace rijian::ui
