// Paints cards in all their states as PNG files, for a look at them: rijian-test-cardpictures FOLDER [REPORT.json]
// The second is what `rijian-cli … --format json` writes; its first commits are painted, too.

#include "core/cardtext.h"
#include "ui/card/cardview.h"
#include "ui/startup.h"
#include "ui/theme.h"
#include "uisupport/samplecards.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QWebEngineView>

#include "ui/card/cardbrowser.h"

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

struct Picture {
    QString name;
    std::function<void(ui::CardView &)> show;
};

QList<Picture> pictures()
{
    auto bare = testkit::modelCard();
    bare.analysis.reset();
    return {{u"model"_s, [](auto &view) { view.showCard(testkit::modelCard()); }},
            {u"rules"_s, [](auto &view) { view.showCard(testkit::ruleCard()); }},
            {u"crowded"_s, [](auto &view) { view.showCard(testkit::crowdedCard()); }},
            {u"hostile"_s, [](auto &view) { view.showCard(testkit::hostileCard(1)); }},
            {u"nocard"_s, [bare](auto &view) { view.showCard(bare); }},
            {u"running"_s, [bare](auto &view) { view.showRunning(bare, u"3 / 7, 12 s"_s); }},
            {u"streaming"_s, [bare](auto &view) { view.showStreaming(bare, testkit::modelCard().analysis->markdown.first(420)); }},
            {u"failed"_s, [bare](auto &view) { view.showFailed(bare, u"The endpoint answered 401: the key is not valid."_s, u"Check the key in the settings."_s); }},
            {u"empty"_s, [](auto &view) { view.showEmpty(); }}};
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
    ui::CardView view;
    for (const bool dark : {false, true}) {
        ui::applyScheme(application, dark ? ui::Scheme::Dark : ui::Scheme::Light);
        for (const int width : {320, 480, 800}) {
            view.resize(width, width == 800 ? 1000 : 1100);
            view.show();
            for (const auto &picture : pictures()) {
                QSignalSpy shown(&view, &ui::CardView::shown);
                picture.show(view);
                if (picture.name != u"empty"_s)
                    shown.wait(10'000);
                paint(view, folder.filePath(u"%1-%2-%3.png"_s.arg(picture.name, dark ? u"dark"_s : u"light"_s).arg(width)));
            }
        }
    }
    return 0;
}
