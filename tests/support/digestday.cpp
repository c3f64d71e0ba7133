#include "support/digestday.h"

#include "core/analysis.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"

using namespace Qt::StringLiterals;

namespace rijian::testkit {

Result<Repository> addDigestDay(storage::Database &database, const DaySpan &span, int commits)
{
    auto repository = storage::RepositoryStore(database).add({.name = u"o/r"_s, .address = u"https://github.com/o/r"_s}, u"k"_s);
    if (!repository)
        return repository;
    QList<Commit> list;
    QList<Analysis> cards;
    QStringList shas;
    for (int i = 0; i < commits; ++i) {
        Commit commit;
        commit.sha = QString::number(i).rightJustified(40, u'0');
        commit.author = commit.committer = {u"李雷"_s, u"l@example.org"_s};
        commit.authorTime = commit.committerTime = {span.beginSeconds() + 60 + i, 8 * 3600};
        commit.message = u"修复：第 %1 个问题\n"_s.arg(i);
        list.append(commit);
        shas.prepend(commit.sha);
        Analysis card{.sha = commit.sha, .analyzer = u"rules"_s, .promptVersion = u"1"_s, .createdAt = QDateTime::currentDateTimeUtc()};
        card.card.importance = Importance::High;
        card.card.summary = u"摘要。"_s.repeated(60);
        card.markdown = u"**摘要**"_s;
        cards.append(card);
    }
    storage::CommitStore store(database);
    auto stored = store.add(repository->id, list);
    if (stored)
        stored = storage::AnalysisStore(database).add(cards);
    if (stored)
        stored = store.setListing(repository->id, span.beginSeconds(), span.endSeconds(), shas);
    return stored ? repository : std::unexpected(stored.error());
}

} // namespace rijian::testkit
