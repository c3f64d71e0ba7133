// Writes a report of made-up commits in each form, and prints the time, the bytes and how much memory it took.
// rijian-reportbench [COMMITS] [ROUNDS] [FOLDER: keep the files there]

#include "jobs/reporting.h"
#include "report/forms.h"
#include "report/template.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "support/sampleentries.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <malloc.h>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

/// Takes everything and keeps nothing.
class Sink : public QIODevice
{
public:
    Sink() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    qint64 bytes = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        bytes += size;
        return size;
    }
};

/// A figure of /proc/self/status in MB.
double memory(const char *name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

/// Entries made beforehand: their making is not measured.
report::Document documentOf(int commits)
{
    report::Document document{.days = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}, .sections = {{.repository = u"ai-dynamo/dynamo"_s}}};
    for (int i = 0; i < commits; ++i)
        document.sections[0].entries.append(testkit::sampleEntry(i));
    return document;
}

/// A store with these commits and their cards.
struct Store
{
    std::unique_ptr<storage::Database> database;
    jobs::ReportRequest request;
};

Result<Store> storeOf(const QString &folder, const report::Document &document)
{
    auto database = storage::Database::open(folder);
    if (!database)
        return std::unexpected(database.error());
    const auto repository = storage::RepositoryStore(**database).add({.name = u"a/b"_s, .address = u"https://github.com/a/b"_s}, u"a/b"_s);
    if (!repository)
        return std::unexpected(repository.error());
    QList<Commit> commits;
    QList<Analysis> analyses;
    QStringList shas;
    for (const report::Entry &entry : document.sections[0].entries) {
        commits.append(entry.commit);
        commits.last().committerTime.seconds = document.days.endSeconds() - 1 - commits.size();
        analyses.append(*entry.analysis);
        shas.append(entry.commit.sha);
    }
    storage::CommitStore store(**database);
    auto kept = store.add(repository->id, commits);
    if (kept)
        kept = store.setListing(repository->id, document.days.beginSeconds(), document.days.endSeconds(), shas);
    if (kept)
        kept = storage::AnalysisStore(**database).add(analyses);
    if (!kept)
        return std::unexpected(kept.error());
    return Store{std::move(*database), {.span = document.days, .repositories = {*repository}}};
}

/// Milliseconds from the store to the device.
Result<double> timeFromStore(Store &store, report::Form form, const report::WriteOptions &options)
{
    Sink sink;
    QElapsedTimer clock;
    clock.start();
    auto written = store.database->snapshot([&]() -> Result<void> {
        const auto source = jobs::openReport(*store.database, store.request);
        return source ? report::writeForm(form, **source, sink, options) : std::unexpected(source.error());
    });
    if (!written)
        return std::unexpected(written.error());
    return double(clock.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const int commits = words.value(1, u"1000"_s).toInt();
    const int rounds = std::max(1, words.value(2, u"5"_s).toInt());
    QTemporaryDir folder;
    QFile own(folder.filePath(u"own.md"_s));
    if (!own.open(QIODevice::WriteOnly))
        return 1;
    own.write("# {{ report.days }}\n{% for commit in commits %}\n## {{ commit.subject }}\n{{ commit.card }}\n{% endfor %}\n");
    own.close();
    auto store = storeOf(folder.path(), documentOf(commits));
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().message));
        return 1;
    }
    constexpr int streamed = 50'000;
    std::printf("%-10s %10s %12s %12s %40s\n", "form", "ms", "from store", "bytes", "of 50,000 commits: bytes, more memory");
    for (const report::FormInfo &form : report::forms()) {
        if (form.form == report::Form::Pdf)
            continue;
        report::WriteOptions options;
        options.templateFile = own.fileName();
        testkit::MadeUpSource year({streamed});
        Sink far;
        malloc_trim(0); // what was freed before would hide what is taken now
        forgetPeak();
        const double before = memory("VmRSS");
        if (!report::writeForm(form.form, year, far, options))
            return 1;
        const double more = memory("VmHWM") - before;
        double best = 0;
        double fromStore = 0;
        qint64 bytes = 0;
        {
            const report::Document document = documentOf(commits);
            report::DocumentSource source(document);
            for (int round = 0; round < rounds; ++round) {
                Sink sink;
                QElapsedTimer clock;
                clock.start();
                if (const auto written = report::writeForm(form.form, source, sink, options); !written) {
                    std::fprintf(stderr, "%s\n", qPrintable(written.error().message));
                    return 1;
                }
                const double time = double(clock.nsecsElapsed()) / 1e6;
                best = round == 0 ? time : std::min(best, time);
                bytes = sink.bytes;
            }
            const auto stored = timeFromStore(*store, form.form, options);
            if (!stored)
                return 1;
            fromStore = *stored;
            if (words.size() > 3 && !report::saveForm(form.form, source, words[3] + "/report-"_L1 + form.word + u'.' + form.suffix, options))
                return 1;
        }
        std::printf("%-10s %10.1f %12.1f %12lld %26lld %9.1f MB\n", qPrintable(form.word), best, fromStore, (long long)bytes, (long long)far.bytes, more);
    }
    return 0;
}
