#include "ui/history/historydialog.h"

#include "core/text.h"
#include "report/markdown.h"
#include "ui/history/charts.h"
#include "ui/history/heatmap.h"
#include "ui/history/historypage.h"
#include "ui/messagebar.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int reloadDelay = 1'000; // milliseconds: a run stores many cards

QDate todayOf(const jobs::Workspace &workspace)
{
    return QDateTime::currentDateTimeUtc().toTimeZone(workspace.zone()).date();
}

} // namespace

HistoryDialog::HistoryDialog(jobs::Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
{
    setWindowTitle(tr("History"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1000, 720);
    m_messages = new MessageBar(this);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"historySummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_day = new QLabel(this);
    m_day->setTextFormat(Qt::PlainText);
    m_day->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_summary, 1);
    bottom->addWidget(m_day);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(makeTop());
    rows->addWidget(m_messages);
    makePages();
    rows->addWidget(m_tabs, 1);
    rows->addLayout(bottom);
    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadDelay);
    connect(&m_reload, &QTimer::timeout, this, &HistoryDialog::load);
    const auto reload = [this] {
        if (!m_reload.isActive())
            m_reload.start();
    };
    connect(&workspace, &jobs::Workspace::countsChanged, this, reload);
    connect(&workspace, &jobs::Workspace::queueChanged, this, reload);
    load();
    m_map->setFocus();
}

QWidget *HistoryDialog::makeTop()
{
    auto *top = new QWidget(this);
    m_repository = new QComboBox(top);
    m_repository->setObjectName(u"historyRepository"_s);
    m_repository->setAccessibleName(tr("Repository"));
    m_repository->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_repository->addItem(tr("All Repositories"), qint64(0));
    for (const Repository &repository : m_workspace.repositories())
        m_repository->addItem(oneLine(repository.name, 60), repository.id);
    m_span = new QComboBox(top);
    m_span->setObjectName(u"historySpan"_s);
    m_span->setAccessibleName(tr("Span of days"));
    for (const auto &[days, text] : {std::pair(30, tr("Last 30 Days")), std::pair(90, tr("Last 90 Days")), std::pair(180, tr("Last 180 Days")), std::pair(365, tr("Last Year")), std::pair(1095, tr("Last 3 Years"))})
        m_span->addItem(text, days);
    m_span->setCurrentIndex(std::max(0, m_span->findData(m_workspace.settings().historyDays)));
    connect(m_repository, &QComboBox::currentIndexChanged, this, &HistoryDialog::load);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this] {
        Settings settings = m_workspace.settings();
        settings.historyDays = m_span->currentData().toInt();
        m_workspace.setSettings(settings);
        load();
    });
    auto *save = new QToolButton(top);
    save->setObjectName(u"historyExport"_s);
    save->setText(tr("&Export"));
    save->setIcon(icon(u"document-export"_s));
    save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    save->setPopupMode(QToolButton::InstantPopup);
    save->setFocusPolicy(Qt::StrongFocus);
    makeExportMenu(save);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_repository);
    row->addWidget(m_span);
    row->addStretch(1);
    row->addWidget(save);
    return top;
}

void HistoryDialog::makeExportMenu(QToolButton *button)
{
    auto *menu = new QMenu(button);
    menu->addAction(tr("Picture as &SVG…"), this, [this] { saveAs(tr("SVG pictures (*.svg)"), u"svg"_s, [](const HistoryPage &one) { return one.svg(); }); });
    menu->addAction(tr("Picture as &PNG…"), this, [this] { saveAs(tr("PNG pictures (*.png)"), u"png"_s, [](const HistoryPage &one) { return one.png(); }); });
    menu->addAction(tr("Table as &CSV…"), this, [this] { saveAs(tr("Tables (*.csv)"), u"csv"_s, [](const HistoryPage &one) { return csvOf(one.shownSheet()); }); });
    menu->addAction(tr("Copy &Table"), this, [this] { page()->copyTable(); });
    menu->addSeparator();
    menu->addAction(tr("&Weekly Digest…"), this, [this] { savePeriod(jobs::Period::Week); });
    menu->addAction(tr("&Monthly Digest…"), this, [this] { savePeriod(jobs::Period::Month); });
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (QAction *action : menu->actions().first(4))
            action->setEnabled(!page()->isEmpty());
    });
    button->setMenu(menu);
}

void HistoryDialog::makePages()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_map = new HeatMap(this);
    connect(m_map, &HeatMap::told, m_day, &QLabel::setText);
    connect(m_map, &HeatMap::activated, this, &HistoryDialog::dayWanted);
    const auto add = [this](const QString &name, QWidget *picture = nullptr) {
        auto *made = new HistoryPage(QString(name).remove(u'&'), picture, m_tabs);
        m_tabs->addTab(made, name);
        return made;
    };
    m_calendar = add(tr("C&alendar"), m_map);
    m_trend = add(tr("&Trend"));
    m_activity = add(tr("&Repositories"));
    m_folders = add(tr("&Folders"));
    m_authors = add(tr("A&uthors"));
    m_agreement = add(tr("A&greement"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) { m_day->setVisible(index == 0); });
}

HistoryPage *HistoryDialog::page() const
{
    return static_cast<HistoryPage *>(m_tabs->currentWidget());
}

void HistoryDialog::load()
{
    const QDate today = todayOf(m_workspace);
    const DaySpan span{today.addDays(1 - m_span->currentData().toInt()), today, m_workspace.zone()};
    const qint64 one = m_repository->currentData().toLongLong();
    if (m_loading) { // one at a time: a run that stores cards for an hour must not pile up readings
        m_again = true;
        return;
    }
    m_loading = true;
    m_again = false;
    if (m_history.days.isEmpty())
        m_summary->setText(tr("Reading…"));
    m_workspace.history(one == 0 ? m_workspace.allIds() : QList<qint64>{one}, span).then(this, [this](const Result<storage::History> &history) {
        m_loading = false;
        if (m_again)
            return load(); // something else was chosen meanwhile
        if (!history)
            return m_messages->show(MessageBar::Kind::Problem, history.error().message, {{tr("Try Again"), [this] { load(); }}});
        take(*history);
    });
}

void HistoryDialog::take(const storage::History &history)
{
    m_history = history;
    draw();
    showSummary(history);
}

void HistoryDialog::draw()
{
    const Names known = m_workspace.names();
    m_map->setDays(m_history.days);
    m_calendar->setSheet(daysSheet(m_history));
    m_trend->setSheet(trendSheet(m_history));
    m_trend->setChart(makeTrendChart(m_history));
    const auto fill = [](HistoryPage *where, const Sheet &sheet, QChart *chart, const QString &none, const QString &how) {
        where->setSheet(sheet);
        where->setChart(chart);
        if (sheet.rows.isEmpty())
            where->showEmpty(none, how);
    };
    const QString noCommits = tr("No commits are known for these days"), how = tr("Choose a longer span, or fetch the days you want to see.");
    fill(m_activity, repositoriesSheet(m_history, known), makeRepositoriesChart(m_history, known), noCommits, how);
    fill(m_folders, foldersSheet(m_history, known), makeFoldersChart(m_history, known), noCommits, how);
    fill(m_authors, authorsSheet(m_history), makeAuthorsChart(m_history), noCommits, how);
    fill(m_agreement, agreementSheet(m_history, known), makeAgreementChart(m_history, known), tr("You have not judged any of these commits"),
         tr("Give commits an importance of your own, or mark them as reviewed: then this shows how often the model and the rules saw it as you do."));
}

void HistoryDialog::showSummary(const storage::History &history)
{
    int commits = 0, high = 0, read = 0;
    for (const storage::HistoryDay &day : history.days) {
        commits += day.commits();
        high += day.of(Importance::High);
        read += day.listed > 0 ? 1 : 0;
    }
    m_summary->setText(tr("%n commit(s)", nullptr, commits) + tr(", %n of high importance", nullptr, high) + tr("; %1 of %2 days were read").arg(read).arg(history.days.size()));
}

void HistoryDialog::askFile(const QString &name, const QString &filter, const std::function<void(const QString &)> &save)
{
    const QString chosen = m_workspace.settings().exportFolder;
    const QDir folder(chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : chosen);
    auto *dialog = new QFileDialog(this, tr("Export"), folder.path(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(folder.filePath(name));
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void HistoryDialog::saveAs(const QString &filter, const QString &suffix, const std::function<QByteArray(const HistoryPage &)> &make)
{
    askFile(u"rijian-%1-%2.%3"_s.arg(page()->name(), m_history.span.last.toString(Qt::ISODate), suffix), filter, [this, make](const QString &file) {
        QtConcurrent::run([bytes = make(*page()), file] { return report::saveFile(file, bytes); }).then(this, [this, file](const Result<void> &saved) { tell(file, saved); });
    });
}

void HistoryDialog::savePeriod(jobs::Period period)
{
    const QDate today = todayOf(m_workspace);
    const QDate day = m_map->current().isValid() ? m_map->current() : today;
    askFile(jobs::periodFileName(period, jobs::periodAround(period, day, today, m_workspace.zone())), tr("Markdown (*.md)"), [this, period, day](const QString &file) {
        m_workspace.exportPeriod(period, day, file).then(this, [this, file](const Result<void> &saved) { tell(file, saved); });
    });
}

void HistoryDialog::tell(const QString &file, const Result<void> &saved)
{
    if (!saved)
        return m_messages->show(MessageBar::Kind::Problem, saved.error().message);
    m_messages->show(MessageBar::Kind::Done, tr("%1 was written.").arg(QDir::toNativeSeparators(file)), {{tr("Open"), [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); }}}, 8);
}

void HistoryDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_history.days.isEmpty())
        draw();
}

} // namespace rijian::ui
