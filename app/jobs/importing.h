#pragma once
// Takes reports into the store: repositories, commits, listings, cards and failures. docs/REPORT_FORMAT.md, "Import", says what becomes of what.
//
// Used by the command line on its own thread, and by the desktop (a file dropped on the window) on a worker:
//
//     writer->run([paths, options, token = stop.get_token(), tell](storage::Database &database) -> Result<jobs::ImportSummary> {
//         return jobs::importReports(database, options, paths, tell, token);
//     });
//
// with `writer` a DatabaseThread and `tell` something that posts to the window. Nothing is fetched, no job is queued, and no model is asked.

#include "core/day.h"
#include "core/result.h"
#include "git/backend.h"
#include "jobs/importplace.h"
#include "report/reader.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <stop_token>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

struct ImportOptions {
    QString dataFolder; ///< where mirrors are
    QTimeZone zone = defaultTimeZone(); ///< the reports' own: they do not name it
    std::shared_ptr<git::Backend> backend; ///< completes commits from mirrors; none: in this process. Not shared with others at work
};

/// What came in that was not there before.
struct ImportCounts {
    int repositories = 0;
    int commits = 0;
    int cards = 0;
    int failures = 0; ///< analyses that had failed
    int days = 0;     ///< a repository's listings that were new or grew

    bool isNothing() const { return *this == ImportCounts(); }
    bool operator==(const ImportCounts &) const = default;
    ImportCounts &operator+=(const ImportCounts &other);
};

struct ImportedFile {
    QString file;
    ImportCounts added;
    std::optional<Error> error; ///< then nothing of it was stored
};

struct ImportSummary {
    int files = 0;     ///< looked at
    int imported = 0;  ///< read and stored
    int unchanged = 0; ///< of these, with nothing new
    ImportCounts added;
    QList<ImportedFile> failed; ///< in the order of the files
};

/// After each file, on the importing thread.
using ImportProgress = std::function<void(const ImportedFile &file, qsizetype done, qsizetype total)>;

/// Stores reports one after the other. One thread; the database's.
class Importer
{
public:
    Importer(storage::Database &database, ImportOptions options, std::stop_token stop = {});

    /// One transaction: all of it or nothing. A report that was imported before, or exported from this very store, adds nothing.
    Result<ImportCounts> import(const report::ReadReport &report);
    Result<ImportCounts> importFile(const QString &file);

private:
    struct Part;
    Result<void> complete(Part &part, const DaySpan &span);
    Result<void> nameRows(Part &part, const DaySpan &span);
    Result<void> store(Part &part, const DaySpan &span, ImportCounts &added);
    Result<void> storeAnalyses(const Part &part, const DaySpan &span, ImportCounts &added);

    storage::Database &m_database;
    ImportOptions m_options;
    std::stop_token m_stop;
    ImportPlaces m_places;
    bool m_loaded = false;
    QHash<qint64, bool> m_hasMirror;
};

/// The reports meant by files and folders: a file as it is; of a folder its .md and .markdown files, those of its sub-folders too, by name. Links to
/// folders are not followed. NotFound for what is not there.
Result<QStringList> findReports(const QStringList &paths, std::stop_token stop = {});

/// findReports(), then each file by itself: one that cannot be read or stored is in the summary, and the others are imported. Cancelled between two files.
Result<ImportSummary> importReports(storage::Database &database, const ImportOptions &options, const QStringList &paths, const ImportProgress &progress = {},
                                    std::stop_token stop = {});

} // namespace rijian::jobs
