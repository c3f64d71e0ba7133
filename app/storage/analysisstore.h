#pragma once

#include "core/analysis.h"
#include "core/result.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QVariantList>

namespace rijian::storage {

class Database;

/// Analysis::promptVersion of what came with an imported report; Analysis::analyzer is then "rules", or "import" for what a model made.
inline constexpr QLatin1StringView importedVersion("import");

/// Which analyzer's work is asked for; the fields of Analysis of the same names.
struct AnalyzerKey {
    QString analyzer;
    QStringList models; ///< any of them
    QString promptVersion;
};

/// What models cost over some time, in one currency.
struct Spending {
    QString currency; ///< empty: of models whose price is not known
    double cost = 0;
    TokenUsage usage;
    int analyses = 0; ///< failed ones, too

    bool operator==(const Spending &) const = default;
};

/// The analyses ever made. Borrows the database; same thread.
class AnalysisStore
{
public:
    explicit AnalysisStore(Database &database)
        : m_database(database)
    {
    }

    /// Adds new ones beside the older ones. One transaction.
    Result<void> add(const QList<Analysis> &analyses);

    /// The newest of exactly this analyzer, by sha.
    Result<QHash<QString, Analysis>> newest(const QStringList &shas, const AnalyzerKey &key);

    /// Which of these have a card of this analyzer, however old: failures do not count.
    Result<QSet<QString>> withCard(const QStringList &shas, const AnalyzerKey &key);

    /// All that were made for these commits, by sha, newest first: those of imported reports (importedVersion) behind all others.
    Result<QHash<QString, QList<Analysis>>> all(const QStringList &shas);

    /// What was spent on analyses made in [from, to), by currency, the unknown last.
    Result<QList<Spending>> spending(const QDateTime &from, const QDateTime &to);

private:
    Result<QList<Analysis>> read(const QStringList &shas, const QString &condition, const QVariantList &values);

    Database &m_database;
};

} // namespace rijian::storage
