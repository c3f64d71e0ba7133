#include "ui/panel/repositorydelegate.h"

#include "models/repositoriesmodel.h"
#include "ui/panel/panelrow.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using models::RepositoriesModel;

QFont bold(QFont font, bool on = true)
{
    font.setBold(on);
    return font;
}

/// A pill at the right end of `area`, which shrinks by it.
void paintPill(QPainter &painter, QRect &area, const QString &text, const QColor &front, const QColor &back)
{
    const QFontMetrics metrics(painter.font());
    const int width = metrics.horizontalAdvance(text) + 12;
    const QRect pill(area.right() - width + 1, area.center().y() - metrics.height() / 2 - 1, width, metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(front);
    painter.drawText(pill, Qt::AlignCenter, text);
    area.setRight(pill.left() - 6);
}

void paintCounts(QPainter &painter, QRect &area, const CommitCounts &counts, bool selected)
{
    const Colors &c = colors();
    if (counts.commits > 0) {
        const QString text = QString::number(counts.commits);
        const int width = QFontMetrics(painter.font()).horizontalAdvance(text);
        painter.setPen(selected ? c.text : c.muted);
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, text);
        area.setRight(area.right() - width - 8);
    }
    if (counts.high > 0)
        paintPill(painter, area, u"▲ %1"_s.arg(counts.high), c.high, c.highTint);
}

void paintBar(QPainter &painter, const QRect &row, const jobs::JobProgress &progress)
{
    const Colors &c = colors();
    const QRect track(row.left() + panelMargin + 12, row.bottom() - 4, row.width() - 2 * panelMargin - 12, 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.border);
    painter.drawRoundedRect(track, 1.5, 1.5);
    QRect done = track;
    done.setWidth(progress.fraction >= 0 ? int(track.width() * std::min(progress.fraction, 1.0)) : track.width() / 8);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(done, 1.5, 1.5);
}

} // namespace

QSize RepositoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (option.font != m_font || m_line == 0) { // views ask for a thousand rows at once
        m_font = option.font;
        m_line = QFontMetrics(option.font).height();
        m_small = QFontMetrics(smaller(option.font)).height();
    }
    const bool repository = index.data(RepositoriesModel::KindRole).value<RepositoriesModel::Kind>() == RepositoriesModel::Kind::Repository;
    return {120, repository ? m_line + m_small + 16 : m_line + 12};
}

void RepositoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const auto kind = index.data(RepositoriesModel::KindRole).value<RepositoriesModel::Kind>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || hovered)
        painter->fillRect(option.rect, selected ? c.fold : c.hover);
    if (selected)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
    const auto counts = index.data(RepositoriesModel::CountsRole).value<CommitCounts>();
    QRect area = option.rect.adjusted(panelMargin, 0, -panelMargin, 0);

    if (kind != RepositoriesModel::Kind::Repository) {
        painter->setFont(smaller(option.font));
        paintCounts(*painter, area, counts, selected);
        painter->setFont(bold(option.font));
        painter->setPen(kind == RepositoriesModel::Kind::All ? c.text : c.muted);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(painter->font()).elidedText(index.data().toString(), Qt::ElideRight, area.width()));
        painter->restore();
        return;
    }

    const QFontMetrics metrics(option.font);
    QRect name(area.left() + 12, area.top() + 5, area.width() - 12, metrics.height());
    if (index.data(RepositoriesModel::NewsRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.accent);
        painter->drawEllipse(QPointF(area.left() + 4, name.center().y() + 1), 3.5, 3.5);
    }
    painter->setFont(smaller(option.font));
    paintCounts(*painter, name, counts, selected);
    if (index.data(RepositoriesModel::SharedRole).toBool()) {
        const QRect cloud(name.right() - 16, name.center().y() - 7, 16, 16);
        icon(u"folder-cloud"_s).paint(painter, cloud);
        name.setRight(cloud.left() - 6);
    }
    painter->setFont(bold(option.font, index.data(RepositoriesModel::NewsRole).toBool()));
    painter->setPen(c.text);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(painter->font()).elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));

    const QVariant progress = index.data(RepositoriesModel::ProgressRole);
    const bool failed = !progress.isValid() && index.data(RepositoriesModel::WaitingRole).toInt() == 0 && !index.data(RepositoriesModel::ErrorRole).toString().isEmpty();
    painter->setFont(smaller(option.font));
    QRect status(area.left() + 12, name.bottom() + 2, area.width() - 12, QFontMetrics(painter->font()).height());
    painter->setPen(failed ? c.high : c.muted);
    const QString text = (failed ? u"⚠ "_s : QString()) + index.data(RepositoriesModel::StatusRole).toString();
    painter->drawText(status, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(painter->font()).elidedText(text, Qt::ElideRight, status.width()));
    if (progress.isValid())
        paintBar(*painter, option.rect, progress.value<jobs::JobProgress>());
    painter->restore();
}

} // namespace rijian::ui
