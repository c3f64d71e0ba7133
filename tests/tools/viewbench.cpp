// How long the window takes from a click to the first picture of a large commit, and what scrolling and going to the next file cost then:
//     rijian-viewbench [wide | many | tall | long]...
// A repository is made with a commit of 128,000 changed lines in 160 files, one of a file of a million lines, one of 10,000 files, and one of a line of 6 MB, which is
// scrolled sideways. The whole window is
// used: the commit is read by a worker process, laid out and painted. A plain text editor that is given the same text is the peer. Run it through
// support/with-display.sh.

#include "support/testrepository.h"
#include "ui/commits/committable.h"
#include "ui/desktop.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/diffview.h"
#include "ui/startup.h"
#include "ui/window/mainwindow.h"

#include "core/settings.h"
#include "models/commitsmodel.h"
#include "storage/database.h"
#include "storage/settingsstore.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

constexpr qint64 morning = 1'767'751'200; // 2026-01-07 10:00 in the default zone

QByteArray codeLine(int file, int line, int version)
{
    return "    if (table[" + QByteArray::number(line) + "].count > limit_" + QByteArray::number(file) + ") return refill(\"" + QByteArray::number(line * 7 + version) + "\"); // v" + QByteArray::number(version) + '\n';
}

QByteArray code(int file, int lines, int version)
{
    QByteArray text;
    for (int i = 0; i < lines; ++i)
        text += codeLine(file, i, version);
    return text;
}

testkit::CommitSpec spec(const QByteArray &message, int second)
{
    testkit::CommitSpec made{.message = message + '\n'};
    made.author.seconds = morning + second;
    return made;
}

/// Each in three forms, so that each can be clicked for a first time more than once.
constexpr int variants = 3;

void makeCommits(testkit::TestRepository &repository)
{
    testkit::CommitSpec base = spec("base", 0);
    base.author.seconds -= 3 * 86'400;
    for (int i = 0; i < 160; ++i)
        base.writes.append({"wide/" + QByteArray::number(i) + ".cpp", code(i, 400, 1)});
    repository.commit(base);
    for (int k = 0; k < variants; ++k) {
        const QByteArray number = QByteArray::number(k);
        testkit::CommitSpec wide = spec("wide " + number, 10 + k);
        for (int i = 0; i < 160; ++i)
            wide.writes.append({"wide/" + QByteArray::number(i) + ".cpp", code(i, 400, 2 + k)});
        repository.commit(wide);
        testkit::CommitSpec tall = spec("tall " + number, 20 + k);
        QByteArray million;
        for (int i = 0; i < 1'000'000; ++i)
            million += "    next[" + QByteArray::number(i) + "] = " + number + " * " + QByteArray::number(i % 977) + ";\n";
        tall.writes.append({"tall/" + number + ".cpp", million});
        repository.commit(tall);
        testkit::CommitSpec minified = spec("long " + number, 25 + k);
        minified.writes.append({"long/" + number + ".js", QByteArray("function f" + number + "(a){return a+1};").repeated(260'000) + (k % 2 ? "" : "\n")});
        repository.commit(minified);
        testkit::CommitSpec many = spec("many " + number, 30 + k);
        for (int i = 0; i < 10'000; ++i)
            many.writes.append({"many/" + QByteArray::number(i % 100) + '/' + QByteArray::number(i) + ".cpp", code(i, 3, 1 + k)});
        repository.commit(many);
    }
    testkit::CommitSpec small = spec("small", 40);
    small.writes.append({"small/one.cpp", code(1, 20, 1)});
    repository.commit(small);
}

double kib(const char *name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf(name);
    return at < 0 ? 0 : text.mid(at + qsizetype(qstrlen(name)), 40).simplified().split(' ').value(0).toDouble();
}

/// What the program holds once it has come to rest: until then the rest of a large commit is read and looked through.
double settledKib()
{
    double before = 0;
    double now = kib("VmRSS:");
    for (int i = 0; i < 20 && (i < 2 || std::abs(now - before) > now / 200); ++i) {
        QTest::qWait(1'000);
        before = std::exchange(now, kib("VmRSS:"));
    }
    return now;
}

/// Sees the paints of the view's viewport.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(ui::DiffView *view)
        : m_view(view)
    {
        m_view->viewport()->installEventFilter(this);
        connect(m_view, &ui::DiffView::stateChanged, this, [this] {
            if (m_ready < 0 && shows())
                m_ready = double(m_clock.nsecsElapsed()) / 1e6;
        });
    }

    /// Milliseconds from now to the end of the first paint that shows a file below `folder`; -1: none came.
    double wait(const QString &folder, const std::function<void()> &act)
    {
        m_folder = folder;
        m_painted = m_ready = -1;
        m_clock.start();
        act();
        (void)QTest::qWaitFor([this] { return m_painted >= 0; }, 60'000);
        return m_painted;
    }

    /// Milliseconds of the last wait() until the view had all it needs to paint.
    double ready() const { return m_ready; }

    /// Milliseconds of the view's own work from `act` to the next picture: `act` and the paint. What the window system does with it is left out.
    double frame(const std::function<void()> &act)
    {
        QElapsedTimer clock;
        clock.start();
        act();
        const double acted = double(clock.nsecsElapsed()) / 1e6;
        m_paint = -1;
        m_view->viewport()->update();
        (void)QTest::qWaitFor([this] { return m_paint >= 0; }, 1'000);
        return acted + m_paint;
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || m_inside)
            return false;
        QElapsedTimer clock;
        clock.start();
        m_inside = true;
        QCoreApplication::sendEvent(m_view->viewport(), event);
        m_inside = false;
        m_paint = double(clock.nsecsElapsed()) / 1e6;
        if (m_painted >= 0)
            return true;
        if (shows())
            m_painted = double(m_clock.nsecsElapsed()) / 1e6;
        return true;
    }

private:
    bool shows() const
    {
        const auto &files = m_view->scene().files;
        return m_view->state() == ui::DiffView::State::Ready && !files.empty() && files.front().change().path.startsWith(m_folder);
    }

    ui::DiffView *m_view;
    QString m_folder;
    QElapsedTimer m_clock;
    double m_painted = -1;
    double m_ready = -1;
    double m_paint = -1;
    bool m_inside = false;
};

double at(std::vector<double> times, double share)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[std::min(times.size() - 1, std::size_t(share * double(times.size())))];
}

/// Some rows further, as the wheel does, and now and then to another place, as with the knob. Colours arrive meanwhile.
std::vector<double> scroll(PaintWatch &watch, QScrollBar *bar, int frames)
{
    std::vector<double> times;
    const int step = std::max(1, std::min(60, bar->maximum() / frames));
    for (int i = 0; i < frames; ++i)
        times.push_back(watch.frame([&] { bar->setValue(i % 10 == 9 ? bar->maximum() / frames * i : bar->value() + step); }));
    return times;
}

std::vector<double> switchFiles(PaintWatch &watch, ui::DiffView *view, int times)
{
    std::vector<double> took;
    const int files = int(view->scene().files.size());
    for (int i = 0; i < times; ++i)
        took.push_back(watch.frame([&] { view->scrollToFile(int(qint64(i) * 7919 % files)); }));
    return took;
}

/// The same lines in a plain text editor: until they are painted.
double peer(const QString &text)
{
    QPlainTextEdit edit;
    edit.setLineWrapMode(QPlainTextEdit::NoWrap);
    edit.resize(900, 700);
    edit.show();
    (void)QTest::qWaitForWindowExposed(&edit);
    QElapsedTimer clock;
    clock.start();
    edit.setPlainText(text);
    edit.viewport()->repaint();
    return double(clock.nsecsElapsed()) / 1e6;
}

qsizetype textOf(ui::DiffView *view)
{
    qsizetype bytes = 0;
    for (const auto &file : view->scene().files)
        bytes += file.patch->text.size();
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    QApplication application(argc, argv);

    const QTemporaryDir folder;
    testkit::TestRepository repository(folder.filePath(u"repository.git"_s));
    makeCommits(repository);
    {
        const auto database = storage::Database::open(folder.filePath(u"data"_s));
        Settings settings;
        settings.fetchOnStart = false;
        if (!database || !storage::SettingsStore(**database).save(settings))
            qFatal("no database");
    }
    ui::Desktop desktop(application, {.dataFolder = folder.filePath(u"data"_s), .day = QDate(2026, 1, 7), .addresses = {repository.path()},
                                      .workerProgram = QCoreApplication::applicationDirPath() + "/rijian-cli"_L1});
    if (!QTest::qWaitFor([&] { return desktop.window() && desktop.window()->isVisible(); }, 20'000))
        qFatal("no window");
    desktop.window()->setGeometry(0, 0, 1440, 900);
    auto *table = desktop.window()->findChild<ui::CommitTable *>();
    auto *pane = desktop.window()->findChild<ui::DiffPane *>();
    ui::DiffView *view = pane->view();
    const auto *model = qobject_cast<const models::CommitsModel *>(table->model());
    if (!QTest::qWaitFor([&] { return model->rowCount() == 4 * variants + 1 && view->state() == ui::DiffView::State::Ready; }, 180'000))
        qFatal("the day did not come: %d rows, the view's state is %d", model->rowCount(), int(view->state()));
    QTest::qWait(3'000); // the browser engine, the rules' cards
    const auto rowOf = [&](const QString &subject) {
        for (int i = 0; i < model->rowCount(); ++i) {
            if (model->row(i).message.startsWith(subject))
                return i;
        }
        qFatal("no such commit");
    };
    PaintWatch watch(view);
    std::printf("%-8s %9s %22s %8s %8s %9s %9s %9s %9s %10s %8s\n", "commit", "lines", "first clicks, ms", "ready", "again", "frame p50", "frame p99", "file p50", "file p99", "peer", "memory");
    const QStringList asked = application.arguments().sliced(1);
    for (const QString &name : {u"wide"_s, u"many"_s, u"tall"_s, u"long"_s}) {
        if (!asked.isEmpty() && !asked.contains(name))
            continue;
        std::vector<double> firsts, ready, again, frames, files;
        double memory = 0, other = 0;
        qint64 lines = 0;
        for (int round = 0; round < 2 * variants; ++round) {
            const int row = rowOf(name + u' ' + QString::number(round % variants));
            watch.wait(u"small"_s, [&] { table->selectRow(rowOf(u"small"_s)); });
            QTest::qWait(1'000);
            malloc_trim(0); // what is free already is no part of what the commit takes
            const double before = kib("VmRSS:");
            (round < variants ? firsts : again).push_back(watch.wait(name, [&] { table->selectRow(row); }));
            if (round < variants)
                ready.push_back(watch.ready());
            QTest::qWait(1'500);
            if (round == 0)
                memory = (settledKib() - before) * 1024 / double(std::max<qsizetype>(1, textOf(view)));
            const auto scrolled = scroll(watch, name == "long"_L1 ? view->horizontalScrollBar() : view->verticalScrollBar(), 200);
            frames.insert(frames.end(), scrolled.begin(), scrolled.end());
            const auto switched = switchFiles(watch, view, 40);
            files.insert(files.end(), switched.begin(), switched.end());
            if (round > 0)
                continue;
            QString text;
            for (const auto &file : view->scene().files) {
                lines += qint64(file.patch->lines.size());
                text += QString::fromUtf8(file.patch->text);
            }
            other = peer(text);
        }
        std::printf("%-8s %9lld  %6.1f %6.1f %6.1f %8.1f %8.1f %9.2f %9.2f %9.2f %9.2f %10.1f %7.2fx\n", qPrintable(name), lines, firsts[0], firsts[1], firsts[2], at(ready, 0.5), at(again, 0.5), at(frames, 0.5), at(frames, 0.99), at(files, 0.5),
                    at(files, 0.99), other, memory);
        std::fflush(stdout);
    }
    return 0;
}
