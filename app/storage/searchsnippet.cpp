#include "storage/searchsnippet.h"

#include "core/text.h"
#include "storage/database.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

constexpr qsizetype before = 8; // characters: what was found stands where a narrow column still shows it
constexpr qsizetype longest = 160;

/// What is looked for, as somebody wrote it.
QStringList wantedTexts(const SearchQuery &query)
{
    QStringList texts;
    for (const QList<SearchTerm> &group : query.groups) {
        for (const SearchTerm &term : group) {
            const bool inText = term.field == SearchField::Any || term.field == SearchField::Path;
            if (inText && !term.negated && !term.text.isEmpty())
                texts.append(term.text);
        }
    }
    return texts;
}

QString around(const QString &text, const QStringList &wanted)
{
    qsizetype at = -1;
    for (const QString &one : wanted) {
        const qsizetype found = text.indexOf(one, 0, Qt::CaseInsensitive);
        if (found >= 0 && (at < 0 || found < at))
            at = found;
    }
    if (at < 0)
        return {};
    const qsizetype begin = std::max<qsizetype>(0, at - before);
    const QString cut = oneLine(text.mid(begin, longest), int(longest));
    return (begin > 0 ? u"…"_s : QString()) + cut + (begin + longest < text.size() ? u"…"_s : QString());
}

} // namespace

Result<void> fillSnippets(Database &database, const SearchQuery &query, QList<CommitRow> &rows)
{
    const QStringList wanted = wantedTexts(query);
    if (wanted.isEmpty())
        return {};
    for (CommitRow &row : rows) {
        QStringList texts;
        auto card = database.run(u"SELECT summary, scope, architecture, performance, security, risks, advice FROM analysis s WHERE s.sha = ? AND s.state <> 2 "
                                 "ORDER BY s.analyzer = 'rules', s.prompt_version = 'import', s.id DESC LIMIT 1"_s,
                                 {row.sha});
        if (!card)
            return std::unexpected(card.error());
        if (card->next()) {
            for (int i = 0; i < 7; ++i)
                texts.append(card->value(i).toString());
        }
        texts.append(row.message.section(u'\n', 1));
        texts.append(row.triage.note);
        for (const QString &text : std::as_const(texts)) {
            if (row.snippet = around(text, wanted); !row.snippet.isEmpty())
                break;
        }
        if (!row.snippet.isEmpty() || !around(row.message, wanted).isEmpty())
            continue;
        auto files = database.run(u"SELECT f.path FROM changed_file f JOIN commits c ON c.id = f.commit_id WHERE c.repository_id = ? AND c.sha = ? ORDER BY f.position LIMIT 500"_s,
                                  {row.repository, row.sha});
        if (!files)
            return std::unexpected(files.error());
        while (row.snippet.isEmpty() && files->next())
            row.snippet = around(files->value(0).toString(), wanted);
    }
    return {};
}

} // namespace rijian::storage
