#include "ui/diff/changeruler.h"

#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace rijian::ui {

ChangeRuler::ChangeRuler(const DiffScene &scene, QWidget *parent)
    : QWidget(parent)
    , m_scene(scene)
{
    setFixedWidth(stripWidth);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Overview of the changes"));
    setToolTip(tr("Where lines were added and removed; click to go there"));
}

void ChangeRuler::refresh()
{
    m_marks.clear();
    update();
}

void ChangeRuler::setShown(qint64 top, int height)
{
    m_top = top;
    m_shown = height;
    update();
}

double ChangeRuler::scale() const
{
    const qint64 contents = std::max<qint64>(m_scene.geometry().height(), m_shown);
    return contents <= 0 ? 0 : double(height()) / double(contents);
}

int ChangeRuler::pixel(qint64 y) const
{
    return std::clamp(int(double(y) * scale()), 0, std::max(0, height() - 1));
}

const std::vector<quint8> &ChangeRuler::marks() const
{
    if (m_marks.empty())
        collect();
    return m_marks;
}

void ChangeRuler::collect() const
{
    m_marks.assign(std::size_t(std::max(1, height())), 0);
    const DiffGeometry &geometry = m_scene.geometry();
    const auto mark = [&](qint64 top, qint64 bottom, quint8 what) {
        const int first = pixel(top);
        const int last = std::clamp(std::max(first + 1, pixel(bottom) - 1), first, int(m_marks.size()) - 1); // two pixels at least
        for (int at = first; at <= last; ++at)
            m_marks[std::size_t(at)] |= what;
    };
    for (int file = 0; file < geometry.files(); ++file) {
        if (geometry.hidden(file))
            continue;
        m_marks[std::size_t(pixel(geometry.top({file, -1})))] |= FileStart;
        const auto &invisibles = m_scene.document(file).linesWithInvisibles();
        if (geometry.collapsed(file)) {
            if (!invisibles.empty())
                mark(geometry.top({file, -1}), geometry.top({file, -1}), Invisibles);
            continue;
        }
        for (const diff::ChangedRows &run : m_scene.document(file).changedRows(m_scene.mode())) {
            const auto what = quint8((run.added ? Added : 0) | (run.removed ? Removed : 0));
            mark(geometry.top({file, run.row}), geometry.top({file, run.row + run.rows}), what);
        }
        for (const int line : invisibles) {
            const qint64 top = geometry.top({file, m_scene.document(file).rowOfLine(m_scene.mode(), line)});
            mark(top, top, Invisibles);
        }
    }
    for (const diff::SearchMatch &match : m_scene.matches) {
        if (geometry.hidden(match.file))
            continue;
        const qint64 top = geometry.top({match.file, geometry.collapsed(match.file) ? -1 : m_scene.document(match.file).rowOfLine(m_scene.mode(), match.line)});
        mark(top, top, Found);
    }
}

void ChangeRuler::paintEvent(QPaintEvent *)
{
    const Colors &c = colors();
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    painter.fillRect(0, 0, 1, height(), c.border);
    const auto &all = marks();
    const int inner = width() - 3;
    for (int y = 0; y < int(all.size()); ++y) {
        const quint8 here = all[std::size_t(y)];
        const bool both = (here & Added) && (here & Removed);
        if (here & Removed)
            painter.fillRect(2, y, both ? inner / 2 : inner, 1, c.removed);
        if (here & Added)
            painter.fillRect(both ? 2 + inner / 2 : 2, y, both ? inner - inner / 2 : inner, 1, c.added);
        if ((here & FileStart) && !(here & (Added | Removed)))
            painter.fillRect(1, y, width() - 1, 1, c.border);
        if (here & Invisibles)
            painter.fillRect(2, y, inner, 1, c.medium);
        if (here & Found)
            painter.fillRect(4, y, width() - 6, 1, c.foundCurrent);
    }
    if (m_shown >= m_scene.geometry().height())
        return;
    QColor window = c.text;
    window.setAlphaF(c.dark ? 0.16F : 0.1F);
    const int top = pixel(m_top);
    const QRect shown(1, top, width() - 1, std::max(8, int(m_shown * scale())));
    painter.fillRect(shown, window);
    window.setAlphaF(0.4F);
    painter.setPen(window);
    painter.drawRect(shown.adjusted(0, 0, -1, -1));
}

void ChangeRuler::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void ChangeRuler::mousePressEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && scale() > 0)
        Q_EMIT wanted(qint64(event->position().y() / scale()));
}

void ChangeRuler::mouseMoveEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

} // namespace rijian::ui
