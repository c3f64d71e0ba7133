// rijian-test-diffshot FOLDER SHA OUT.png [options]: grabs the diff of a commit as the desktop would show it. For looking at, not for comparing.

#include "git/mirror.h"
#include "ui/diff/diffpane.h"
#include "ui/startup.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QScrollBar>
#include <QThreadPool>
#include <QTimer>

#include <cstdio>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

Result<CommitPatch> readCommit(const git::Location &location, const QString &sha, int context)
{
    Result<CommitPatch> patch = failure(ErrorKind::NotFound, u"no such commit"_s);
    const auto read = git::readCommits(location, {sha}, {.text = true, .contextLines = context}, 1, [&](qsizetype, Result<CommitPatch> &&one) { patch = std::move(one); });
    if (!read)
        return std::unexpected(read.error());
    return patch;
}

void settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"dark"_s, u"Dark scheme."_s}, {u"side"_s, u"Side by side."_s}, {u"wrap"_s, u"Wrap lines."_s}, {u"select"_s, u"Select all."_s}, {u"fold"_s, u"Open a file's first folds."_s, u"N"_s},
                       {u"size"_s, u"Width and height."_s, u"WxH"_s, u"1280x860"_s}, {u"scroll"_s, u"Pixels."_s, u"Y"_s, u"0"_s}, {u"file"_s, u"Scroll to a file."_s, u"N"_s}});
    parser.addPositionalArgument(u"FOLDER"_s, u"Repository."_s);
    parser.addPositionalArgument(u"SHA"_s, u"Commit."_s);
    parser.addPositionalArgument(u"OUT"_s, u"PNG file."_s);
    parser.addHelpOption();
    parser.process(application);
    const auto arguments = parser.positionalArguments();
    if (arguments.size() != 3)
        parser.showHelp(2);
    ui::applyScheme(application, parser.isSet(u"dark"_s) ? ui::Scheme::Dark : ui::Scheme::Light);
    const git::Location location{.path = arguments.at(0)};
    const auto sha = git::resolveSha(location, arguments.at(1));
    const auto patch = sha ? readCommit(location, *sha, 3) : std::unexpected(sha.error());
    if (!patch) {
        std::fprintf(stderr, "%s\n", qPrintable(patch.error().message));
        return 1;
    }
    ui::DiffPane pane;
    const auto size = parser.value(u"size"_s).split(u'x');
    pane.resize(size.value(0).toInt(), size.value(1).toInt());
    QObject::connect(&pane, &ui::DiffPane::wholeFileWanted, &pane, [&](int file) {
        if (auto whole = readCommit(location, *sha, 1'000'000))
            pane.setWholeFile(file, whole->files.at(file));
    });
    pane.setMode(parser.isSet(u"side"_s) ? diff::DiffMode::SideBySide : diff::DiffMode::Unified);
    pane.view()->setWraps(parser.isSet(u"wrap"_s));
    pane.show();
    pane.setPatch(std::make_shared<const CommitPatch>(*patch));
    settle(300);
    if (parser.isSet(u"fold"_s)) {
        pane.view()->openFold(parser.value(u"fold"_s).toInt(), 0, -1);
        settle(200);
    }
    if (parser.isSet(u"file"_s))
        pane.view()->scrollToFile(parser.value(u"file"_s).toInt());
    auto *bar = pane.view()->verticalScrollBar();
    bar->setValue(bar->value() + parser.value(u"scroll"_s).toInt());
    if (parser.isSet(u"select"_s)) {
        pane.view()->selectAll();
        pane.view()->setFocus();
    }
    settle(300);
    return pane.grab().save(arguments.at(2)) ? 0 : 1;
}
