// Compares the colours of a repository's newest commits, as the diff shows them, with those of the whole files:
//     rijian-colorcheck REPOSITORY [COMMITS]

#include "git/address.h"
#include "git/localbackend.h"
#include "support/colorcheck.h"
#include "support/process.h"

#include <QCoreApplication>

#include <cstdio>

using namespace rijian;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2)
        qFatal("give a repository");
    const auto address = git::parseAddress(words[1]);
    if (!address)
        qFatal("%s", qPrintable(address.error().message));
    const auto listed = testkit::runProcess(u"git"_s, {u"-C"_s, words[1], u"rev-list"_s, u"--no-merges"_s, u"-n"_s, words.value(2, u"500"_s), u"HEAD"_s}, QProcessEnvironment::systemEnvironment());
    const QStringList shas = QString::fromLatin1(listed.out).split(u'\n', Qt::SkipEmptyParts);
    const git::Location location = git::locate({}, *address);
    git::LocalBackend backend;
    git::DiffOptions near = git::DiffOptions::forReader(), all = near;
    all.contextLines = 100'000'000;
    testkit::ColorFigures figures;
    int files = 0;
    int commits = 0;
    for (const QString &sha : shas) {
        CommitPatch shown, whole;
        const auto read = [&](const git::DiffOptions &options, CommitPatch &into) {
            return bool(backend.readCommits(location, {sha}, options, 1, [&](qsizetype, Result<CommitPatch> &&one) {
                if (one)
                    into = std::move(*one);
            }));
        };
        if (!read(near, shown) || !read(all, whole) || shown.files.size() != whole.files.size())
            continue;
        ++commits;
        for (qsizetype i = 0; i < shown.files.size(); ++i) {
            if (shown.files[i].lines.empty() || whole.files[i].gap != PatchGap::None)
                continue;
            const qint64 before = figures.different;
            testkit::checkColors(shown.files[i], whole.files[i], figures);
            ++files;
            if (figures.different > before)
                std::printf("%s %s: %lld\n", qPrintable(sha), qPrintable(shown.files[i].change.path), figures.different - before);
        }
    }
    std::printf("%d commits, %d files, %lld lines: %lld differ, %lld would if each hunk began afresh\n", commits, files, figures.lines, figures.different, figures.differentAlone);
    return figures.different == 0 ? 0 : 1;
}
