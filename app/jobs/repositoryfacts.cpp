#include "jobs/repositoryfacts.h"

#include "core/text.h"
#include "jobs/languages.h"
#include "jobs/readme.h"
#include "storage/commitstore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

constexpr qint64 readmeBytes = 16'384;
constexpr int languageCommits = 500;
constexpr int mostSubjects = 5;
constexpr int mostJudged = 8;
constexpr qsizetype subjectLength = 160;

/// Where projects put it, the most telling first. Letters' case does not matter.
const QStringList readmeNames{u"README.md"_s, u"README.markdown"_s, u"README.rst"_s, u"README.txt"_s, u"README"_s, u"README.zh-CN.md"_s, u"README_zh.md"_s,
                              u"README_CN.md"_s, u"README.en.md"_s, u"README_EN.md"_s, u"README.adoc"_s, u"README.org"_s, u".github/README.md"_s, u"docs/README.md"_s,
                              u"doc/README.md"_s};

} // namespace

QStringList correctionsBeside(storage::Database &database, qint64 repository, const QString &sha)
{
    auto lines = storage::TriageStore(database).corrections(repository, mostJudged, sha).value_or(QStringList());
    for (QString &line : lines)
        line = oneLine(line, subjectLength);
    return lines;
}

analysis::RepositoryContext readRepositoryFacts(storage::Database &database, git::Backend &backend, const git::Location &location, const Repository &repository,
                                                std::stop_token stop)
{
    analysis::RepositoryContext context{.name = oneLine(repository.name, 100)};
    context.languages = languagesOf(storage::CommitStore(database).recentPaths(repository.id, languageCommits).value_or(QStringList()));
    if (const auto readme = backend.readFile(location, repository.branch.split(u' ', Qt::SkipEmptyParts), readmeNames, readmeBytes, std::move(stop)))
        context.readme = readmeIntroduction(*readme);
    if (const auto settings = storage::SettingsStore(database).load(); settings && settings->tellJudged)
        context.judged = correctionsBeside(database, repository.id, {});
    return context;
}

QStringList recentSubjects(storage::Database &database, qint64 repository, const Commit &commit)
{
    QList<const FileChange *> files;
    for (const FileChange &file : commit.files)
        files << &file;
    std::ranges::stable_sort(files, std::ranges::greater(), [](const FileChange *file) { return qint64(file->insertions) + file->deletions; });
    QStringList paths; // the store looks for the first few
    for (const FileChange *file : files.first(std::min<qsizetype>(files.size(), 16)))
        paths << (file->oldPath.isEmpty() ? file->path : file->oldPath); // of a renamed file: where it was
    auto subjects = storage::CommitStore(database).subjectsTouching(repository, paths, commit.committerTime.seconds, mostSubjects).value_or(QStringList());
    for (QString &subject : subjects)
        subject = oneLine(subject, subjectLength);
    return subjects;
}

} // namespace rijian::jobs
