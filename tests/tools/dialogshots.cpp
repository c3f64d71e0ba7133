// Pictures of the dialogs, light and dark, English and Chinese, to be looked at: with-display.sh rijian-dialog-shots FOLDER [zh_CN-dark]

#include "jobs/jobkinds.h"
#include "models/commitsmodel.h"
#include "models/jobsmodel.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/day/daybar.h"
#include "ui/day/daycalendar.h"
#include "ui/day/daypopup.h"
#include "ui/dialogs/addressfield.h"
#include "ui/dialogs/modeldialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/settings/foldgroup.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/jobs/jobsdock.h"
#include "ui/language.h"
#include "ui/startup.h"
#include "ui/theme.h"
#include "ui/window/modelmenu.h"
#include "ui/window/modelstatus.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

QString prefix;

void shoot(QWidget &widget, const QString &name)
{
    QTest::qWait(250);
    widget.grab().save(prefix + name + u".png"_s);
}

Result<QString> noKey(const QString &)
{
    return failure(ErrorKind::NotFound, {});
}

void shootSettings()
{
    Settings settings;
    settings.provider = u"DeepSeek"_s;
    settings.baseUrl = u"https://api.deepseek.com/v1"_s;
    settings.model = u"deepseek-chat"_s;
    settings.daily = true;
    SettingsDialog dialog(settings, nullptr, {.read = [](const QString &) -> Result<QString> { return u"x"_s; }});
    dialog.show();
    for (int page = 0; page < 5; ++page) {
        dialog.showPage(SettingsDialog::Page(page));
        shoot(dialog, u"settings-%1"_s.arg(page));
    }
    dialog.findChild<QLineEdit *>(u"exportFolder"_s)->setText(u"reports"_s);
    dialog.findChild<QComboBox *>(u"timeZone"_s)->setEditText(u"Mars/Olympus"_s);
    dialog.accept();
    shoot(dialog, u"settings-wrong"_s);
    settings.fallbackProvider = u"Ollama"_s;
    settings.fallbackBaseUrl = u"http://localhost:11434/v1"_s;
    settings.fallbackModel = u"qwen3"_s;
    settings.dailyTokens = 2'000;
    SettingsDialog whole(settings, nullptr, {.read = noKey});
    whole.setDataFolder(QDir::tempPath());
    whole.setModel({.state = jobs::ModelInfo::State::Broken, .provider = settings.provider, .model = settings.model,
                    .problem = u"There is no key for api.deepseek.com: enter it in the settings."_s});
    whole.findChild<FoldGroup *>(u"filesGroup"_s)->setOpen(true);
    whole.resize(780, 1180);
    whole.show();
    whole.showPage(SettingsDialog::Page::Analysis);
    shoot(whole, u"settings-whole"_s);
    SettingsDialog rules({}, nullptr, {.read = noKey});
    rules.show();
    rules.showPage(SettingsDialog::Page::Analysis);
    shoot(rules, u"settings-rules"_s);
}

/// The prompt of a commit in its states, and the choice of another model.
void shootModelDialogs()
{
    PromptDialog prompt(u"996077f49a"_s);
    prompt.resize(760, 420);
    prompt.show();
    shoot(prompt, u"prompt-waiting"_s);
    QString text = u"你是一名资深工程师，为每天的提交写分析卡。\n\n## 提交\nfix(security): check the token of every request\n\n```diff\n"_s;
    for (int i = 0; i < 60; ++i)
        text += u"+    if not check_token(request.headers[%1]):\n"_s.arg(i);
    prompt.showPrompt(text);
    auto *search = prompt.findChild<QLineEdit *>();
    search->setText(u"check_token"_s);
    Q_EMIT search->textEdited(search->text());
    shoot(prompt, u"prompt"_s);
    PromptDialog broken(u"996077f49a"_s);
    broken.resize(760, 300);
    broken.showPrompt(failure(ErrorKind::Usage, u"No model is set up: choose one in the settings."_s));
    broken.show();
    shoot(broken, u"prompt-failed"_s);
    Settings settings;
    settings.provider = u"DeepSeek"_s;
    settings.baseUrl = u"https://api.deepseek.com/v1"_s;
    settings.model = u"deepseek-chat"_s;
    ModelMenu menu([&] { return settings; }, nullptr);
    menu.popup({0, 0});
    shoot(menu, u"model-menu"_s);
    menu.close();
    ModelDialog model(settings, 3, {.read = noKey});
    model.show();
    shoot(model, u"model"_s);
}

/// The table with every mark that a model can leave on a commit.
void shootTable()
{
    QList<CommitRow> rows;
    for (int i = 0; i < 9; ++i) {
        CommitRow row{.repository = 1, .sha = QString::number(i), .author = {u"王小明"_s, u"w@x"_s}, .authorTime = {1'767'758'400 - i * 500, 0}};
        row.message = u"fix(security): check the token of every request (#%1)"_s.arg(i);
        row.insertions = 12 * i;
        row.deletions = 5;
        row.types = {ChangeType::Security};
        row.cardImportance = static_cast<Importance>(1 + i % 3);
        row.rulesImportance = i % 2 == 0 ? Importance::High : i % 4 == 1 ? Importance::Medium : Importance::Low;
        row.partial = i % 4 == 2;
        row.modelFailed = i == 5 || i == 7;
        row.byRules = row.modelFailed;
        row.triage.importance = i == 6 ? Importance::Medium : Importance::Unknown;
        rows.append(row);
    }
    models::CommitsModel model;
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new FilterBar(&model, &window));
    layout->addWidget(new CommitTable(&model, &window));
    window.resize(1180, 330);
    window.show();
    model.setRows(rows, {{1, u"vllm"_s}});
    QTest::qWait(300);
    shoot(window, u"table"_s);
}

/// The queue while a model is asked and after it failed, over the status bar's words.
void shootJobs()
{
    const QTemporaryDir folder;
    jobs::Workspace workspace({.dataFolder = folder.path()});
    models::JobsModel model;
    const DaySpan day{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
    QList<Job> jobs;
    for (int i = 0; i < 4; ++i) {
        Job job = jobs::analyzeJob({.id = i + 1}, day, jobs::Asked);
        job.id = i + 1;
        job.state = i < 2 ? JobState::Running : i == 2 ? JobState::Failed : JobState::Waiting;
        if (i == 2)
            job.error = u"The model made no card for any of 12 commits: The service refuses the key (401): enter it anew in the settings. The rules' cards are used instead."_s;
        jobs.append(job);
    }
    model.setNames({{1, u"vllm"_s}, {2, u"sglang"_s}, {3, u"dynamo"_s}, {4, u"llama.cpp"_s}});
    model.setJobs(jobs);
    model.setProgress({.job = 1, .repository = 1, .phase = u"asking the model"_s, .fraction = 7.0 / 46, .done = 7, .total = 46});
    model.setProgress({.job = 2, .repository = 2, .phase = u"reading commits"_s, .fraction = 0.6, .done = 60, .total = 100});
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->addWidget(new JobsDock(&model, workspace.scheduler(), &window));
    layout->addWidget(new ModelStatus(workspace, &window), 0, Qt::AlignRight);
    window.resize(1100, 230);
    window.show();
    shoot(window, u"jobs"_s);
}

void shootPlan()
{
    jobs::ModelPlan plan{.run = {.commits = 46, .high = 5, .reused = 12, .unread = 1,
                                 .estimate = {.requests = 48, .promptTokens = 212'400, .completionTokens = 36'800, .cost = 0.83, .currency = u"CNY"_s}, .minutes = 7.4},
                         .unshared = {}, .tokensLeft = 1'200'000};
    const auto shot = [](const jobs::ModelPlan &of, const QList<PlanDialog::Unshared> &unshared, const QString &name) {
        PlanDialog dialog(u"deepseek-chat"_s, u"2026-01-07"_s);
        dialog.showPlan(of, unshared, false);
        dialog.show();
        shoot(dialog, name);
    };
    shot(plan, {{1, u"acme/private-core"_s}, {2, u"acme/billing"_s}}, u"plan"_s);
    plan.tokensLeft = 90'000;
    plan.run.estimate.currency.clear();
    plan.run.unread = 0;
    shot(plan, {}, u"plan-over"_s);
    plan.run.commits = 0;
    shot(plan, {}, u"plan-done"_s);
    PlanDialog waiting(u"deepseek-chat"_s, u"2026-01-07"_s);
    waiting.show();
    shoot(waiting, u"plan-estimating"_s);
}

void shootRepository()
{
    RepositoryDialog dialog({.name = u"vllm-project/vllm"_s, .address = u"https://github.com/vllm-project/vllm.git"_s, .branch = u"main a..b"_s}, {u"inference"_s}, {});
    dialog.show();
    shoot(dialog, u"repository"_s);
}

void shootAddress()
{
    QWidget window;
    auto *rows = new QVBoxLayout(&window);
    const auto understand = [](const QString &text) -> Result<QString> {
        if (!text.contains(u'/'))
            return failure(ErrorKind::Usage, u"“%1” is neither an address nor an existing folder"_s.arg(text));
        return u"GitHub: "_s + text;
    };
    for (const QStringList &list : {QStringList(), QStringList(u"vllm-project/vllm"_s), QStringList({u"a/b"_s, u"c/d"_s}), QStringList(u"nothing"_s)}) {
        auto *field = new AddressField(understand, &window);
        field->setAddresses(list);
        rows->addWidget(field);
    }
    window.resize(620, 200);
    window.show();
    QTest::qWait(300);
    shoot(window, u"address"_s);
}

void shootDays()
{
    const QDate today(2026, 1, 27);
    DayBar bar;
    bar.setToday(today);
    bar.setSpan({today.addDays(-5), today.addDays(-2), defaultTimeZone()});
    QHash<QDate, CommitCounts> counts;
    for (int i = 0; i < 40; ++i)
        counts[today.addDays(-i)] = {.commits = (i * 37) % 120, .high = i % 4, .highToReview = i % 4 == 1 ? 2 : 0};
    bar.setCounts(counts);
    bar.show();
    shoot(bar, u"daybar"_s);
    bar.showCalendar();
    shoot(*bar.findChild<DayPopup *>(), u"calendar"_s);
}

} // namespace

int main(int argc, char **argv)
{
    prepareApplication();
    QApplication application(argc, argv);
    const QDir folder(application.arguments().value(1, u"."_s));
    const QString only = application.arguments().value(2); // "zh_CN-dark"
    for (const auto &[language, scheme] : {std::pair(u"en"_s, Scheme::Light), std::pair(u"en"_s, Scheme::Dark), std::pair(u"zh_CN"_s, Scheme::Light),
                                           std::pair(u"zh_CN"_s, Scheme::Dark)}) {
        const QString name = language + (scheme == Scheme::Dark ? u"-dark"_s : u"-light"_s);
        if (!only.isEmpty() && only != name)
            continue;
        applyScheme(application, scheme);
        applyLanguage(application, language);
        prefix = folder.filePath(name + u'-');
        shootSettings();
        shootModelDialogs();
        shootTable();
        shootJobs();
        shootPlan();
        shootRepository();
        shootAddress();
        shootDays();
    }
    return 0;
}
