#include "ui/history/charts.h"

#include "core/text.h"
#include "ui/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QCoreApplication>
#include <QHorizontalStackedBarSeries>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLocale>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::History)
};

constexpr qsizetype mostBars = 12;
constexpr qsizetype mostLabels = 9;

/// The chart reads labels as HTML, and bars of one name as one.
QString labelOf(const QString &text, const QStringList &taken)
{
    QString label = oneLine(text, 40);
    label.replace(u'<', u'‹').replace(u'>', u'›').replace(u'&', u'＆');
    const QString first = label;
    for (int i = 2; taken.contains(label); ++i)
        label = first + u" (%1)"_s.arg(i);
    return label;
}

/// Those that have room, the first one last: it stands at the top.
template<typename T>
QList<T> firstFromFootUp(const QList<T> &all)
{
    QList<T> some = all.first(std::min(mostBars, all.size()));
    std::ranges::reverse(some);
    return some;
}

QBarSet *makeSet(const QString &name, const QColor &color)
{
    auto *set = new QBarSet(name);
    set->setColor(color);
    set->setBorderColor(mixed(color, colors().text, 0.25));
    return set;
}

QChart *makeChart()
{
    auto *chart = new QChart;
    chart->setBackgroundBrush(colors().base);
    chart->setBackgroundRoundness(0);
    chart->setLocale(QLocale()); // thousands apart, as in the tables
    chart->setLocalizeNumbers(true);
    chart->setMargins(QMargins(8, 0, 12, 4));
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setLabelColor(colors().text);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
    return chart;
}

void paint(QAbstractAxis *axis, bool grid)
{
    axis->setLabelsColor(colors().text);
    axis->setLinePenColor(colors().border);
    axis->setGridLineVisible(grid);
    axis->setGridLineColor(mixed(colors().base, colors().border, 0.7));
}

/// From nothing to a round number above `most`, in whole steps.
QValueAxis *makeCounts(qreal most)
{
    auto *axis = new QValueAxis;
    axis->setRange(0, std::max(most, 4.0));
    axis->applyNiceNumbers();
    axis->setLabelFormat(u"%.0f"_s); // the one form that Qt Charts localizes
    paint(axis, true);
    return axis;
}

/// Red, amber and green in steps of lightness, so that they can be told apart without their hue.
std::array<QColor, 4> importanceColors()
{
    const Colors &c = colors();
    return {mixed(c.base, c.border, 0.8), mixed(c.base, c.low, c.dark ? 0.4 : 0.3), mixed(c.base, c.medium, c.dark ? 0.75 : 0.65), c.high};
}

std::array<QString, 4> importanceNames()
{
    return {HistoryText::tr("Not rated"), HistoryText::tr("Low"), HistoryText::tr("Medium"), HistoryText::tr("High")};
}

/// Rows from the foot up, as the axis counts them, each with the sets' values.
QChart *makeRows(const QStringList &labels, const QList<QBarSet *> &sets)
{
    QChart *chart = makeChart();
    auto *series = new QHorizontalStackedBarSeries;
    qreal most = 0;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        qreal sum = 0;
        for (const QBarSet *set : sets)
            sum += set->at(int(i));
        most = std::max(most, sum);
    }
    for (QBarSet *set : sets)
        series->append(set);
    series->setBarWidth(std::min(0.7, 0.12 * double(labels.size()))); // one or two bars are no slabs
    chart->addSeries(series);
    auto *names = new QBarCategoryAxis;
    names->append(labels);
    paint(names, false);
    QValueAxis *counts = makeCounts(most);
    chart->addAxis(names, Qt::AlignLeft);
    chart->addAxis(counts, Qt::AlignBottom);
    series->attachAxis(names);
    series->attachAxis(counts);
    return chart;
}

/// Every so manieth bin's first day beneath it.
QCategoryAxis *makeDates(const QList<Bin> &bins)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setStartValue(-0.5);
    axis->setRange(-0.5, double(bins.size()) - 0.5);
    const qsizetype step = std::max(qsizetype(1), (bins.size() + mostLabels - 1) / mostLabels);
    int year = 0;
    for (qsizetype i = 0; i < bins.size(); i += step) {
        const QDate date = bins[i].first;
        QString label = date.toString(u"MM-dd"_s);
        if (date.year() != year || axis->categoriesLabels().contains(label))
            label = date.toString(u"yyyy-MM-dd"_s);
        year = date.year();
        axis->append(label, double(i));
    }
    paint(axis, false);
    return axis;
}

} // namespace

QChart *makeTrendChart(const storage::History &history)
{
    QChart *chart = makeChart();
    const auto color = importanceColors();
    const auto names = importanceNames();
    const QList<Bin> bins = binsOf(history);
    auto *series = new QStackedBarSeries;
    qreal most = 0;
    for (std::size_t importance = 4; importance-- > 0;) { // 🔴 at the foot, where its heights can be compared
        QBarSet *set = makeSet(names.at(importance), color.at(importance));
        for (const Bin &bin : bins)
            set->append(bin.counts.at(importance));
        series->append(set);
    }
    QStringList places;
    for (const Bin &bin : bins) {
        places.append(bin.first.toString(Qt::ISODate));
        most = std::max(most, qreal(bin.counts[0] + bin.counts[1] + bin.counts[2] + bin.counts[3]));
    }
    series->setBarWidth(0.8);
    chart->addSeries(series);
    auto *columns = new QBarCategoryAxis;
    columns->append(places);
    columns->setVisible(false); // there is no room for all: makeDates() writes some
    QValueAxis *counts = makeCounts(most);
    chart->addAxis(columns, Qt::AlignBottom);
    chart->addAxis(makeDates(bins), Qt::AlignBottom);
    chart->addAxis(counts, Qt::AlignLeft);
    series->attachAxis(columns);
    series->attachAxis(counts);
    return chart;
}

QChart *makeRepositoriesChart(const storage::History &history, const Names &names)
{
    const auto color = importanceColors();
    const auto levels = importanceNames();
    const QList<storage::RepositoryActivity> shown = firstFromFootUp(history.activity);
    QList<QBarSet *> sets;
    for (std::size_t importance = 4; importance-- > 0;) { // 🔴 at the axis, where its lengths can be compared
        QBarSet *set = makeSet(levels.at(importance), color.at(importance));
        for (const storage::RepositoryActivity &one : shown)
            set->append(one.counts.at(importance));
        sets.append(set);
    }
    QStringList labels;
    for (const storage::RepositoryActivity &one : shown)
        labels.append(labelOf(names.value(one.repository), labels));
    return makeRows(labels, sets);
}

QChart *makeFoldersChart(const storage::History &history, const Names &names)
{
    QBarSet *added = makeSet(HistoryText::tr("Lines Added"), mixed(colors().base, colors().added, colors().dark ? 0.55 : 0.45));
    QBarSet *removed = makeSet(HistoryText::tr("Lines Removed"), colors().removed);
    QStringList labels;
    for (const storage::FolderChurn &churn : firstFromFootUp(history.folders)) {
        labels.append(labelOf(folderName(history, churn, names), labels));
        added->append(qreal(churn.insertions));
        removed->append(qreal(churn.deletions));
    }
    return makeRows(labels, {added, removed});
}

QChart *makeAuthorsChart(const storage::History &history)
{
    QBarSet *commits = makeSet(HistoryText::tr("Commits"), mixed(colors().base, colors().accent, 0.8));
    QStringList labels;
    for (const storage::AuthorActivity &author : firstFromFootUp(history.authors)) {
        labels.append(labelOf(author.name, labels));
        commits->append(author.commits);
    }
    return makeRows(labels, {commits});
}

QChart *makeAgreementChart(const storage::History &history, const Names &names)
{
    const Colors &c = colors();
    QBarSet *same = makeSet(HistoryText::tr("You Said the Same"), mixed(c.base, c.accent, 0.85));
    QBarSet *silent = makeSet(HistoryText::tr("You Left It So"), mixed(c.base, c.accent, 0.35));
    QBarSet *raised = makeSet(HistoryText::tr("You Raised"), c.high);
    QBarSet *lowered = makeSet(HistoryText::tr("You Lowered"), mixed(c.base, c.medium, 0.6));
    QStringList labels;
    for (const storage::Agreement &one : firstFromFootUp(history.agreement)) {
        labels.append(labelOf(oneLine(names.value(one.repository), 24) + u": "_s + makerName(one.model), labels));
        same->append(one.agreed);
        silent->append(one.silent);
        raised->append(one.raised);
        lowered->append(one.lowered);
    }
    return makeRows(labels, {same, silent, raised, lowered});
}

} // namespace rijian::ui
