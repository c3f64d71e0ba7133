// Paints cards in all their states as PNG files, for a look at them: rijian-test-cardpictures FOLDER [REPORT.md]
// A report's first card is painted, too. Needs a display (tests/support/with-display.sh).

#include "core/cardtext.h"
#include "ui/card/cardbrowser.h"
#include "ui/card/cardpage.h"
#include "ui/card/cardview.h"
#include "ui/startup.h"
#include "ui/theme.h"
#include "uisupport/samplecards.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QWebEngineScript>

#include <functional>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

struct Picture {
    QString name;
    std::function<void(ui::CardView &)> show;
    std::function<void(ui::CardView &)> then = {}; ///< when it is shown
};

QList<Picture> pictures()
{
    auto bare = testkit::modelCard();
    bare.analysis.reset();
    return {{u"model"_s, [](auto &view) { view.showCard(testkit::modelCard()); }},
            {u"rules"_s, [](auto &view) { view.showCard(testkit::ruleCard()); }},
            {u"crowded"_s, [](auto &view) { view.showCard(testkit::crowdedCard()); }},
            {u"hostile"_s, [](auto &view) { view.showCard(testkit::hostileCard(1)); }},
            {u"detailed"_s, [](auto &view) { view.showCard(testkit::detailedCard()); }},
            {u"open"_s, [](auto &view) { view.showCard(testkit::detailedCard()); },
             [](auto &view) {
                 view.browser()->page()->runJavaScript(u"document.querySelectorAll('details').forEach(d => d.open = true)"_s, QWebEngineScript::ApplicationWorld);
             }},
            {u"compared"_s,
             [](auto &view) {
                 view.showCard(testkit::comparedCard());
                 view.compareAction()->setChecked(true);
             }},
            {u"nocard"_s, [bare](auto &view) { view.showCard(bare); }},
            {u"running"_s, [bare](auto &view) { view.showRunning(bare, u"3 / 7, 12 s"_s); }},
            {u"streaming"_s, [bare](auto &view) { view.showStreaming(bare, testkit::modelCard().analysis->markdown.first(420)); }},
            {u"failed"_s, [bare](auto &view) { view.showFailed(bare, u"The endpoint answered 401: the key is not valid."_s, u"Check the key in the settings."_s); }},
            {u"empty"_s, [](auto &view) { view.showEmpty(); }}};
}

/// The first section of a report by the rules, as a card.
ui::CardContent cardOf(const QString &file)
{
    auto content = testkit::ruleCard();
    QFile report(file);
    if (!report.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    const auto section = QString::fromUtf8(report.readAll()).section(u"\n### "_s, 1, 1);
    const auto card = section.indexOf(u"**🎯"_s);
    content.commit.message = section.first(std::max(card, qsizetype(0))).section(u'\n', 2);
    content.analysis->markdown = section.sliced(std::max(card, qsizetype(0)));
    content.analysis->card = readCard(content.analysis->markdown).card;
    return content;
}

void paint(ui::CardView &view, const QString &file)
{
    QTest::qWait(250); // the compositor tells nobody when a frame is on the screen
    view.grab().save(file);
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    QApplication application(argc, argv);
    const QDir folder(application.arguments().value(1, u"."_s));
    auto all = pictures();
    if (const auto report = application.arguments().value(2); !report.isEmpty())
        all.append({u"report"_s, [content = cardOf(report)](auto &view) { view.showCard(content); }});
    ui::CardView view;
    for (const bool dark : {false, true}) {
        ui::applyScheme(application, dark ? ui::Scheme::Dark : ui::Scheme::Light);
        for (const int width : {320, 480, 800}) {
            view.resize(width, width == 800 ? 1000 : 1100);
            view.show();
            for (const auto &picture : std::as_const(all)) {
                QSignalSpy shown(&view, &ui::CardView::shown);
                picture.show(view);
                if (picture.name != u"empty"_s)
                    shown.wait(10'000);
                if (picture.then)
                    picture.then(view);
                paint(view, folder.filePath(u"%1-%2-%3.png"_s.arg(picture.name, dark ? u"dark"_s : u"light"_s).arg(width)));
            }
        }
    }
    return 0;
}
