// Pictures of the dialogs, light and dark, English and Chinese, to be looked at: with-display.sh rijian-dialog-shots FOLDER [zh_CN-dark]

#include "ui/day/daybar.h"
#include "ui/day/daycalendar.h"
#include "ui/day/daypopup.h"
#include "ui/dialogs/addressfield.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/settings/foldgroup.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/language.h"
#include "ui/startup.h"
#include "ui/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
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
        shootPlan();
        shootRepository();
        shootAddress();
        shootDays();
    }
    return 0;
}
