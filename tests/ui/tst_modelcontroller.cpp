// Before a run of the model the user sees what it takes; an outage is told once, and a retry makes only what is missing.

#include "jobs/jobkinds.h"
#include "models/jobsmodel.h"
#include "storage/jobstore.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/scriptedmodel.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/plandialog.h"
#include "ui/jobs/jobsdock.h"
#include "ui/messagebar.h"
#include "ui/modelwords.h"
#include "ui/window/modelcontroller.h"
#include "ui/window/modelmenu.h"
#include "ui/window/modelstatus.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QDate theDate(2026, 1, 7);
const DaySpan theDay{theDate, theDate, defaultTimeZone()};
constexpr qint64 noon = 1'767'758'400; // of that day
constexpr int patience = 30'000;

QString textOf(const QWidget &dialog, const QString &name)
{
    const auto *label = dialog.findChild<QLabel *>(name);
    return label && label->isVisibleTo(&dialog) ? label->text() : QString();
}

jobs::ModelPlan somePlan()
{
    jobs::ModelPlan plan;
    plan.run = {.commits = 46, .high = 5, .reused = 12, .unread = 0,
                .estimate = {.requests = 46, .promptTokens = 212'400, .completionTokens = 36'800, .cost = 0.834, .currency = u"CNY"_s}, .minutes = 7.4};
    return plan;
}

} // namespace

class TestModelController : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<ScriptedModelSource> m_source;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    ui::MessageBar *m_messages = nullptr;
    ui::ModelController *m_controller = nullptr;

    QString data() const { return m_folder->filePath(u"data"_s); }

    /// Repositories "one" and "two" with five commits each on the day that is shown.
    void open(const std::function<void(Settings &)> &change = {}, bool shared = true)
    {
        QDir().mkpath(data());
        {
            const auto database = storage::Database::open(data());
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            settings.analyzeAfterFetch = false;
            if (change)
                change(settings);
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            for (const QString &name : {u"one"_s, u"two"_s}) {
                TestRepository repository(m_folder->filePath(name));
                repository.commitMany(5, [&](int i) {
                    CommitSpec commit;
                    commit.message = (i == 0 ? "fix(security): check the token of every request " : "docs: explain ") + name.toUtf8() + QByteArray::number(i) + '\n';
                    commit.author.seconds = noon + i * 60;
                    commit.writes = {{"a.py", "value = " + QByteArray::number(i) + '\n'}};
                    return commit;
                });
                const auto added = storage::RepositoryStore(**database).add({.name = name, .address = repository.path()}, repository.path());
                VERIFY_OK(added);
                VERIFY_OK(storage::RepositoryStore(**database).setShared(added->id, shared));
            }
        }
        jobs::WorkspaceOptions options{.dataFolder = data()};
        options.models = m_source;
        m_workspace = std::make_unique<jobs::Workspace>(std::move(options));
        QSignalSpy ready(m_workspace.get(), &jobs::Workspace::modelChanged);
        m_workspace->open();
        QTRY_VERIFY(!ready.isEmpty());
        m_window = std::make_unique<QWidget>();
        m_window->resize(600, 300);
        m_messages = new ui::MessageBar(m_window.get());
        m_controller = new ui::ModelController(*m_workspace, m_messages, m_window.get());
        m_window->show();
        m_workspace->show(theDay, m_workspace->allIds());
        // The commits are listed, without any card of the model.
        m_workspace->fetch(m_workspace->allIds());
        waitForJobs(2);
        waitForQuiet();
        QCOMPARE(m_source->model->calls.load(), 0);
    }

    /// Until `count` jobs of the kind have ended since. Those that list other days for the queue do not count.
    void waitForJobs(int count, const char *kind = "analyze")
    {
        QSignalSpy ended(&m_workspace->scheduler(), &jobs::Scheduler::ended);
        const auto done = [&] {
            return std::ranges::count_if(ended, [&](const QList<QVariant> &one) {
                const Job job = one.first().value<jobs::JobEnd>().job;
                return job.kind == QLatin1StringView(kind) && !jobs::isByRules(job);
            }) >= count;
        };
        QTRY_VERIFY_WITH_TIMEOUT(done(), patience);
    }

    /// Until none is left: what is shown may have been listed twice, and that job's end is no later one's.
    void waitForQuiet() const
    {
        const auto left = [this] {
            const auto database = storage::Database::open(data());
            const auto jobs = database ? storage::JobStore(**database).list() : std::unexpected(database.error());
            return !jobs || std::ranges::any_of(*jobs, [](const Job &job) { return job.state == JobState::Waiting || job.state == JobState::Running; });
        };
        QTRY_VERIFY(!left() && m_workspace->scheduler().running() == 0);
        QCoreApplication::processEvents(); // their ends are told
    }

    ui::PlanDialog *dialog() const { return m_window->findChild<ui::PlanDialog *>(); }
    QPushButton *analyzeButton() const { return dialog()->findChild<QPushButton *>(u"analyze"_s); }

    void waitForPlan() const
    {
        QTRY_VERIFY(dialog());
        QTRY_VERIFY_WITH_TIMEOUT(analyzeButton()->isEnabled(), patience);
    }

    void pressInMessage(const QString &text)
    {
        for (QPushButton *button : m_messages->findChildren<QPushButton *>()) {
            if (button->text() == text) {
                button->click();
                return;
            }
        }
        QFAIL(qPrintable(u"no button “%1”"_s.arg(text)));
    }

    int waitingOrFailed(JobState state) const
    {
        const auto database = storage::Database::open(data());
        const auto jobs = database ? storage::JobStore(**database).list() : std::unexpected(database.error());
        return jobs ? int(std::ranges::count_if(*jobs, [state](const Job &job) { return job.state == state && !jobs::isByRules(job); })) : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_shared<ScriptedModelSource>();
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void words()
    {
        QCOMPARE(ui::moneyText(0.834, u"CNY"_s), u"¥0.83"_s);
        QCOMPARE(ui::moneyText(0.004, u"USD"_s), u"< $0.01"_s);
        QCOMPARE(ui::moneyText(0, u"EUR"_s), u"0.00 EUR"_s);
        QCOMPARE(ui::moneyText(5, {}), u"price not known"_s);
        QCOMPARE(ui::moneyText(qQNaN(), u"USD"_s), u"$0.00"_s);
        QCOMPARE(ui::preciseMoneyText(0.0031, u"CNY"_s), u"¥0.0031"_s);
        QCOMPARE(ui::preciseMoneyText(0.12, u"CNY"_s), u"¥0.12"_s);
        QCOMPARE(ui::preciseMoneyText(0.00001, u"USD"_s), u"< $0.01"_s);
        QCOMPARE(ui::preciseMoneyText(1.5, u"USD"_s), u"$1.50"_s);
        QCOMPARE(ui::preciseMoneyText(qInf(), u"USD"_s), u"$0.00"_s);
        QCOMPARE(ui::preciseMoneyText(0.1, {}), u"price not known"_s);
        QCOMPARE(ui::tokenText(950), u"950"_s);
        QCOMPARE(ui::tokenText(24'499), u"24k"_s);
        QCOMPARE(ui::tokenText(1'250'000), u"1.3M"_s);
        QCOMPARE(ui::durationText(0.4), u"less than a minute"_s);
        QVERIFY(ui::durationText(7.4).contains(u'7'));
        QVERIFY(ui::durationText(200).contains(u'3'));
    }

    void chosenCommitsGoToAnotherModel()
    {
        open();
        QList<CommitRow> rows;
        const auto loaded = connect(m_workspace.get(), &jobs::Workspace::rowsLoaded, this, [&](const QList<CommitRow> &now) { rows = now; });
        m_workspace->reload();
        QTRY_COMPARE_WITH_TIMEOUT(rows.size(), 10, patience);
        disconnect(loaded);
        const QList<CommitRow> chosen{rows.first(), rows.last(), rows[5]}; // of both repositories
        QSignalSpy asked(m_controller, &ui::ModelController::cardsAsked);
        QSignalSpy stored(m_workspace.get(), &jobs::Workspace::cardsStored);
        const std::unique_ptr<ui::ModelMenu> menu(m_controller->makeMenu([&] { return chosen; }, nullptr));
        Q_EMIT menu->chosen({{u"provider"_s, u"Scripted"_s}, {u"model"_s, u"other"_s}});
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<QList<jobs::CommitKey>>().size(), 3);
        const auto count = [&] {
            QSet<QString> shas;
            for (const auto &one : stored) {
                for (const auto &key : one.first().value<QList<jobs::CommitKey>>())
                    shas.insert(key.sha);
            }
            return shas.size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(count(), 3, patience);
        QCOMPARE(m_source->model->calls.load(), 3); // and no other commit
        m_controller->analyzeWith({}, {});
        QCOMPARE(asked.size(), 1);
    }

    void thePlanIsSaid()
    {
        ui::PlanDialog dialog(u"deepseek-chat"_s, u"2026-01-07"_s);
        auto *analyze = dialog.findChild<QPushButton *>(u"analyze"_s);
        QVERIFY(!analyze->isEnabled()); // still estimating
        jobs::ModelPlan plan = somePlan();
        dialog.showPlan(plan, {}, false);
        QVERIFY(analyze->isEnabled());
        QVERIFY(textOf(dialog, u"send"_s).contains(u"46"_s));
        QVERIFY(textOf(dialog, u"high"_s).contains(u"🔴 5"_s));
        QVERIFY(textOf(dialog, u"have"_s).contains(u"12"_s));
        QVERIFY2(textOf(dialog, u"tokens"_s).contains(u"249k"_s), qPrintable(textOf(dialog, u"tokens"_s)));
        QVERIFY(textOf(dialog, u"cost"_s).contains(u"¥0.83"_s));
        QVERIFY(textOf(dialog, u"time"_s).contains(u'7'));
        QVERIFY(textOf(dialog, u"budget"_s).isEmpty() && textOf(dialog, u"warning"_s).isEmpty() && textOf(dialog, u"local"_s).isEmpty());
        // No price, and a budget that does not reach.
        plan.run.estimate.currency.clear();
        plan.tokensLeft = 200'000;
        plan.run.unread = 2;
        dialog.showPlan(plan, {}, false);
        QCOMPARE(textOf(dialog, u"cost"_s), u"price not known"_s);
        QVERIFY(textOf(dialog, u"budget"_s).contains(u"200k"_s));
        QCOMPARE(dialog.findChild<ui::MessageLabel *>(u"warning"_s)->kind(), ui::MessageLabel::Kind::Bad);
        plan.tokensLeft = 250'000;
        dialog.showPlan(plan, {}, false);
        QVERIFY(textOf(dialog, u"warning"_s).contains(u'2')); // those that could not be read
    }

    void whatIsDoneCanBeDoneAgain()
    {
        ui::PlanDialog dialog(u"m"_s, u"2026-01-07"_s);
        const QSignalSpy analyze(&dialog, &ui::PlanDialog::analyzeWanted), again(&dialog, &ui::PlanDialog::againWanted);
        jobs::ModelPlan plan = somePlan();
        plan.run = {.commits = 0, .high = 0, .reused = 7};
        dialog.showPlan(plan, {}, false);
        QVERIFY(textOf(dialog, u"sentence"_s).contains(u'7'));
        dialog.findChild<QPushButton *>(u"analyze"_s)->click();
        QCOMPARE(again.size(), 1);
        QCOMPARE(analyze.size(), 0);
        dialog.showPlan(somePlan(), {}, true); // what that would take
        dialog.findChild<QPushButton *>(u"analyze"_s)->click();
        QCOMPARE(analyze.size(), 1);
        QVERIFY(analyze.first().first().toBool());
    }

    void whatIsNotSharedCanBeShared()
    {
        ui::PlanDialog dialog(u"m"_s, u"2026-01-07"_s);
        const QSignalSpy share(&dialog, &ui::PlanDialog::shareWanted);
        QList<ui::PlanDialog::Unshared> unshared;
        for (int i = 0; i < 30; ++i)
            unshared.append({i + 1, u"owner/a&b-%1"_s.arg(i)});
        dialog.showPlan(somePlan(), unshared, false);
        QVERIFY2(textOf(dialog, u"local"_s).contains(u"owner/a&b-0"_s) && textOf(dialog, u"local"_s).contains(u"26"_s), qPrintable(textOf(dialog, u"local"_s)));
        const auto actions = dialog.findChild<QPushButton *>(u"share"_s)->menu()->actions();
        QCOMPARE(actions.first()->text(), u"owner/a&&b-0"_s);
        actions.first()->trigger();
        QCOMPARE(share.last().first().value<QList<qint64>>(), QList<qint64>{1});
        actions.last()->trigger();
        QCOMPARE(share.last().first().value<QList<qint64>>().size(), 30);
        // Nothing may be sent at all: the rules do it.
        dialog.showPlan({}, unshared, false);
        QVERIFY(textOf(dialog, u"sentence"_s).contains(u"rules"_s));
        QVERIFY(dialog.findChild<QPushButton *>(u"analyze"_s)->isEnabled());
        dialog.showPlan({}, {}, false);
        QVERIFY(!dialog.findChild<QPushButton *>(u"analyze"_s)->isEnabled());
    }

    void nothingIsSentBeforeTheUserAgrees()
    {
        open();
        m_controller->analyze(m_workspace->allIds());
        waitForPlan();
        QVERIFY2(textOf(*dialog(), u"send"_s).contains(u"10"_s), qPrintable(textOf(*dialog(), u"send"_s)));
        QVERIFY(textOf(*dialog(), u"cost"_s).contains(u"¥0.1"_s));
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_source->model->calls.load(), 0);
        QCOMPARE(waitingOrFailed(JobState::Waiting), 0);
        m_controller->analyze(m_workspace->allIds());
        waitForPlan();
        analyzeButton()->click();
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load(), 10);
        QVERIFY(m_workspace->settings().confirmPlan);
        // All is there now: another run would be paid for, so it asks once more.
        QTRY_VERIFY(!dialog());
        m_controller->analyze(m_workspace->allIds());
        waitForPlan();
        QVERIFY(textOf(*dialog(), u"sentence"_s).contains(u"10"_s));
        analyzeButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(analyzeButton()->isEnabled() && textOf(*dialog(), u"send"_s).contains(u"10"_s), patience);
        analyzeButton()->click();
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load(), 20);
    }

    void notAskedAgain()
    {
        open();
        m_controller->analyze(m_workspace->allIds());
        waitForPlan();
        dialog()->findChild<QCheckBox *>(u"doNotAskAgain"_s)->setChecked(true);
        analyzeButton()->click();
        waitForJobs(2);
        QVERIFY(!m_workspace->settings().confirmPlan);
        QTRY_VERIFY(!dialog());
        m_controller->analyze(m_workspace->allIds());
        QVERIFY(!dialog());
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load(), 10);
    }

    void withoutAModelNobodyIsAsked()
    {
        m_source->breakWith(Error{ErrorKind::Auth, u"There is no key."_s, {}});
        open();
        QCOMPARE(m_workspace->model().state, jobs::ModelInfo::State::Broken);
        const ui::ModelStatus status(*m_workspace);
        QVERIFY2(status.modelText().contains(u"not ready"_s), qPrintable(status.modelText()));
        QVERIFY(status.findChild<QToolButton *>(u"model"_s)->toolTip().contains(u"There is no key."_s));
        m_controller->analyze(m_workspace->allIds());
        QVERIFY(!dialog());
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load(), 0);
    }

    void sharingInThePlanIsCounted()
    {
        open({}, false);
        m_controller->analyze(m_workspace->allIds());
        waitForPlan();
        QVERIFY(textOf(*dialog(), u"local"_s).contains(u"one"_s) && textOf(*dialog(), u"local"_s).contains(u"two"_s));
        dialog()->findChild<QPushButton *>(u"share"_s)->menu()->actions().first()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(analyzeButton()->isEnabled() && textOf(*dialog(), u"send"_s).contains(u"5"_s), patience);
        QVERIFY(!textOf(*dialog(), u"local"_s).contains(u"one"_s));
        QVERIFY(textOf(*dialog(), u"local"_s).contains(u"two"_s));
        analyzeButton()->click();
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load(), 5);
    }

    void anOutageIsToldOnceAndRetried()
    {
        open([](Settings &settings) { settings.confirmPlan = false; });
        m_source->model->down = true;
        const QSignalSpy settings(m_controller, &ui::ModelController::settingsWanted);
        m_controller->analyze(m_workspace->allIds());
        waitForJobs(2);
        QTRY_VERIFY(m_messages->isVisible());
        QVERIFY2(m_messages->text().contains(u"The key was refused."_s), qPrintable(m_messages->text()));
        pressInMessage(u"Settings…"_s);
        QCOMPARE(settings.size(), 1);
        QVERIFY(!m_messages->isVisible());
        // A job that fails while this outage lasts is not told again.
        QTRY_COMPARE(waitingOrFailed(JobState::Failed), 2);
        m_workspace->analyze({m_workspace->allIds().first()});
        waitForJobs(1);
        QVERIFY(!m_messages->isVisible());
        // The user asks anew: told anew, and Retry makes what is missing with a model made anew.
        const int before = m_source->made;
        m_controller->analyze(m_workspace->allIds());
        waitForJobs(2);
        QVERIFY(m_source->made > before);
        QTRY_VERIFY(m_messages->isVisible());
        m_source->model->down = false;
        const int made = m_source->made;
        const int calls = m_source->model->calls;
        pressInMessage(u"Retry"_s);
        waitForJobs(2);
        QVERIFY(m_source->made > made);
        QTRY_COMPARE_WITH_TIMEOUT(m_source->model->calls.load() - calls, 10, patience);
    }

    /// After an outage the model is waited for: what was asked for one day is not done to the next that is shown.
    void anotherDayIsNotAnalyzedInItsPlace()
    {
        open([](Settings &settings) { settings.confirmPlan = false; });
        m_source->model->down = true;
        m_controller->analyze(m_workspace->allIds());
        waitForJobs(2);
        waitForQuiet();
        QTRY_VERIFY(m_messages->isVisible());
        m_source->model->down = false;
        const int calls = m_source->model->calls;
        QSignalSpy changed(m_workspace.get(), &jobs::Workspace::modelChanged);
        const auto back = std::make_shared<QSemaphore>(); // the model may be back before anything else is done
        m_source->onMake = [back] { back->acquire(); };
        m_controller->analyze(m_workspace->allIds());
        m_workspace->show({theDate.addDays(-1), theDate.addDays(-1), defaultTimeZone()}, m_workspace->allIds());
        back->release(100);
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY2(m_messages->text().contains(u"Another day"_s), qPrintable(m_messages->text()));
        QCOMPARE(m_source->model->calls.load(), calls);
    }

    /// The dock's buttons mean what is selected, though the queue moves on.
    void jobsStaySelected()
    {
        jobs::Workspace workspace(jobs::WorkspaceOptions{.dataFolder = data()});
        models::JobsModel model;
        ui::JobsDock dock(&model, workspace.scheduler());
        const auto failedJobs = [](const QList<qint64> &ids) {
            QList<Job> all;
            for (const qint64 id : ids)
                all.append({.id = id, .kind = jobs::fetchKind, .state = JobState::Failed});
            return all;
        };
        model.setJobs(failedJobs({1, 2, 3}));
        auto *view = dock.findChild<QTreeView *>();
        view->setCurrentIndex(model.index(1, 0));
        model.setJobs(failedJobs({4, 1, 2, 3}));
        QCOMPARE(view->currentIndex().row(), 2);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
        const QSignalSpy wanted(&dock, &ui::JobsDock::retryWanted);
        for (QPushButton *button : dock.findChildren<QPushButton *>()) {
            if (button->text() == u"Retry"_s)
                button->click();
        }
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<QList<qint64>>(), QList<qint64>{2});
    }

    void theStatusSaysWhatWasSpent()
    {
        open([](Settings &settings) {
            settings.confirmPlan = false;
            settings.provider = u"Scripted"_s;
        });
        ui::ModelStatus status(*m_workspace);
        QCOMPARE(status.modelText(), u"Scripted scripted-1"_s);
        const auto later = m_workspace->spending(); // behind the status's own question
        QTRY_VERIFY(later.isFinished());
        QCoreApplication::processEvents();
        QVERIFY2(status.spendingText().isEmpty(), qPrintable(status.spendingText())); // nothing was spent: nothing is said
        m_controller->analyze(m_workspace->allIds());
        waitForJobs(2);
        QTRY_VERIFY_WITH_TIMEOUT(status.spendingText().contains(u"25k"_s), patience); // 10 cards of 2,500 tokens
        QVERIFY2(status.spendingText().contains(u"¥0.13"_s) || status.spendingText().contains(u"¥0.12"_s), qPrintable(status.spendingText()));
        auto *spending = status.findChild<QToolButton *>(u"spending"_s);
        QVERIFY2(spending->toolTip().contains(u"month"_s) && spending->toolTip().contains(u"10"_s), qPrintable(spending->toolTip()));
        const QSignalSpy wanted(&status, &ui::ModelStatus::settingsWanted);
        spending->click();
        status.findChild<QToolButton *>(u"model"_s)->click();
        QCOMPARE(wanted.size(), 2);
    }

    void singleFailuresAreNoOutage()
    {
        open([](Settings &settings) { settings.confirmPlan = false; });
        m_source->model->onAnalyze = [](const analysis::Task &task, Analysis &made) {
            if (task.patch.commit.message.startsWith("fix"_L1)) {
                made.state = AnalysisState::Failed;
                made.failure = u"The answer could not be read."_s;
            }
        };
        m_controller->analyze(m_workspace->allIds());
        waitForJobs(2);
        QTRY_COMPARE(waitingOrFailed(JobState::Failed), 2);
        QVERIFY2(!m_messages->isVisible(), qPrintable(m_messages->text()));
        m_source->model->onAnalyze = {};
        const int calls = m_source->model->calls;
        QList<qint64> failed;
        const auto jobs = m_workspace->jobs();
        QTRY_VERIFY(jobs.isFinished());
        const auto ended = jobs.result();
        VERIFY_OK(ended);
        for (const Job &job : *ended)
            failed.append(job.id);
        m_controller->retry(failed);
        waitForJobs(2);
        QCOMPARE(m_source->model->calls.load() - calls, 2); // one of each repository was missing
    }
};

RIJIAN_UI_TEST_MAIN(TestModelController)
#include "tst_modelcontroller.moc"
