#include "delivery/digest.h"

#include "core/text.h"
#include "report/links.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

constexpr qsizetype subjectLimit = 120;
constexpr qsizetype summaryLimit = 240;
constexpr qsizetype nameLimit = 60;
constexpr qsizetype addressLimit = 400;

/// A card's field is Markdown; of a digest it is a sentence. Marks that only emphasise go, list markers become blanks.
QString sentence(const QString &markdown)
{
    QString text;
    for (const QString &line : markdown.left(4 * summaryLimit).split(u'\n', Qt::SkipEmptyParts)) {
        QString one = line.trimmed();
        if (one.startsWith("- "_L1) || one.startsWith("* "_L1))
            one.remove(0, 2);
        if (!text.isEmpty())
            text += u' ';
        text += one;
    }
    text.remove("**"_L1).remove(u'`');
    return oneLine(cutTo(text, summaryLimit), summaryLimit + 40);
}

DigestCommit commitOf(const QString &repository, const report::Entry &entry)
{
    const QString address = report::outsideAddress(entry.webAddress);
    return {.repository = oneLine(cutTo(repository, nameLimit), nameLimit + 20),
            .sha = entry.commit.sha,
            .subject = oneLine(cutTo(entry.commit.subject(), subjectLimit), subjectLimit + 40),
            .author = oneLine(cutTo(entry.commit.author.name, 40), 60),
            .summary = entry.analysis ? sentence(entry.analysis->card.summary) : QString(),
            .webAddress = address.startsWith("https://"_L1) && address.size() <= addressLimit ? address : QString(),
            .importance = entry.importance()};
}

QString badge(Importance importance)
{
    return importance == Importance::High ? u"🔴"_s : importance == Importance::Medium ? u"🟡"_s : u"🟢"_s;
}

QString countsLine(const Digest &digest)
{
    const auto of = [&](Importance importance) { return digest.counts.at(std::size_t(importance)); };
    QString line = u"🔴 %1 🟡 %2 🟢 %3"_s.arg(of(Importance::High)).arg(of(Importance::Medium)).arg(of(Importance::Low));
    if (const int unknown = of(Importance::Unknown); unknown > 0)
        line += u" 未判定 %1"_s.arg(unknown);
    return line;
}

QString commitLine(const DigestCommit &commit, const Markup &markup, bool summary, bool link, qsizetype subject)
{
    const QString sha = markup.text(commit.sha.left(7));
    const QString address = link ? linkAddress(commit.webAddress) : QString();
    QString line = badge(commit.importance) + u' ' + markup.bold(markup.text(commit.repository)) + u' ' + markup.text(cutTo(commit.subject, subject)) + u"（"_s
        + markup.text(commit.author) + u"，"_s + (address.isEmpty() ? sha : markup.link(sha, address)) + u'）';
    if (summary && !commit.summary.isEmpty())
        line += u'\n' + markup.text(commit.summary);
    return line;
}

Piece commitPiece(const DigestCommit &commit, const Markup &markup, qsizetype limit, const std::function<qsizetype(const QString &)> &size)
{
    const struct {
        bool summary, link;
        qsizetype subject;
    } ways[] = {{true, true, subjectLimit}, {false, true, subjectLimit}, {false, false, subjectLimit}, {false, false, 20}};
    QString line;
    for (const auto &way : ways) {
        line = commitLine(commit, markup, way.summary, way.link, way.subject);
        if (size(line) <= limit)
            break;
    }
    return {line};
}

} // namespace

QString cutTo(const QString &text, qsizetype characters)
{
    if (text.size() <= characters)
        return text;
    qsizetype end = std::max<qsizetype>(characters - 1, 0);
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.first(end) + u'…';
}

QString plainWords(const QString &text)
{
    static const QHash<QChar, QChar> twins{{u'@', u'＠'}, {u'<', u'＜'}, {u'>', u'＞'}, {u'[', u'［'}, {u']', u'］'}, {u'*', u'＊'},
                                           {u'`', u'ˋ'}, {u'|', u'｜'}, {u'~', u'～'}, {u'\\', u'＼'}, {u'&', u'＆'}, {u'!', u'！'}};
    QString plain;
    plain.reserve(text.size());
    bool lineStart = true;
    for (const QChar c : text) {
        if (lineStart && (c == u'#' || c == u'-' || c == u'+' || c == u'='))
            plain += c == u'#' ? u'＃' : c == u'-' ? u'－' : c == u'+' ? u'＋' : u'＝';
        else if (c == u'/' && plain.endsWith(":/"_L1))
            plain += u'／';
        else
            plain += twins.value(c, c);
        lineStart = c == u'\n';
    }
    // __x__ is bold where _ within a word is not.
    return plain.replace("__"_L1, "＿＿"_L1);
}

QString linkAddress(const QString &address)
{
    if (!address.startsWith("https://"_L1))
        return {};
    QString safe;
    for (const QChar c : address) {
        if (c <= u' ' || c >= u'\x7f' || c == u'"' || c == u'\\' || c == u'`')
            return {};
        if (c == u'(' || c == u')' || c == u'<' || c == u'>' || c == u'|' || c == u'[' || c == u']' || c == u'*' || c == u'@')
            safe += u'%' + QString::number(c.unicode(), 16).toUpper();
        else
            safe += c;
    }
    return safe;
}

QString Digest::title() const
{
    const QString span = days.title() + (until.isValid() ? u"（截至 %1）"_s.arg(until.toString(u"HH:mm"_s)) : QString());
    return u"日鉴 %1：%2 个提交，%3"_s.arg(span).arg(commits).arg(countsLine(*this));
}

namespace {

/// `counts`: of the source's sections.
QStringList mostOf(const QList<report::SectionHead> &sections, const QHash<qsizetype, int> &counts)
{
    QList<std::pair<int, qsizetype>> most;
    for (const auto &[section, count] : counts.asKeyValueRange())
        most.append({-count, section});
    std::ranges::sort(most);
    QStringList names;
    for (const auto &[count, section] : most.first(std::min<qsizetype>(most.size(), 3)))
        names.append(u"%1（%2）"_s.arg(oneLine(cutTo(sections.at(section).repository, nameLimit), nameLimit + 20)).arg(-count));
    return names;
}

} // namespace

Result<Digest> makeDigest(report::EntrySource &source, Importance least, int limit)
{
    Digest digest{.days = source.days(), .least = least};
    const QList<report::SectionHead> &sections = source.sections();
    for (const report::SectionHead &section : sections) {
        digest.repositories += section.commits() > 0;
        digest.commits += section.commits();
        for (std::size_t i = 0; i < digest.counts.size(); ++i)
            digest.counts.at(i) += section.counts.at(i);
        if (!section.failure.isEmpty() && digest.unread.size() < 20)
            digest.unread.append(oneLine(cutTo(section.repository, nameLimit), nameLimit + 20));
    }
    QHash<qsizetype, int> unlisted;
    QList<Importance> wanted{Importance::High};
    if (least != Importance::High)
        wanted.append(Importance::Medium);
    for (const Importance importance : wanted) {
        for (qsizetype i = 0; i < sections.size(); ++i) {
            const auto visited = source.visit(i, {.importance = importance}, [&](const report::Entry &entry) -> Result<void> {
                if (digest.listed.size() < limit)
                    digest.listed.append(commitOf(sections.at(i).repository, entry));
                else
                    ++unlisted[i];
                return {};
            });
            if (!visited)
                return std::unexpected(visited.error());
        }
    }
    for (const int count : std::as_const(unlisted))
        digest.unlisted += count;
    digest.unlistedIn = mostOf(sections, unlisted);
    return digest;
}

QList<Piece> piecesOf(const Digest &digest, const Markup &markup, qsizetype limit, const std::function<qsizetype(const QString &)> &size)
{
    const auto of = [&](Importance importance) { return digest.counts.at(std::size_t(importance)); };
    QList<Piece> pieces{{u"%1 个仓库，%2 个提交：%3"_s.arg(digest.repositories).arg(digest.commits).arg(countsLine(digest))}};
    if (of(Importance::High) == 0)
        pieces.append({u"没有 🔴 提交。"_s});
    Importance group = Importance::Unknown;
    for (const DigestCommit &commit : digest.listed) {
        if (commit.importance != group) {
            group = commit.importance;
            const QString heading = group == Importance::High ? u"🔴 需要关注（%1）"_s : u"🟡 值得一看（%1）"_s;
            pieces.append({markup.bold(heading.arg(of(group))), true});
        }
        pieces.append(commitPiece(commit, markup, limit, size));
    }
    if (digest.unlisted > 0)
        pieces.append({u"只列出前 %1 个，另有 %2 个 🔴/🟡 提交未列出，主要在 %3；请看完整日报。"_s.arg(digest.listed.size()).arg(digest.unlisted).arg(markup.text(digest.unlistedIn.join(u"、"_s)))});
    const int rest = digest.commits - int(digest.listed.size()) - digest.unlisted;
    if (rest > 0 && !digest.listed.isEmpty())
        pieces.append({u"其余 %1 个提交未列出。"_s.arg(rest)});
    if (!digest.unread.isEmpty())
        pieces.append({u"未能读取的仓库：%1。"_s.arg(cutTo(markup.text(digest.unread.join(u"、"_s)), 300))});
    return pieces;
}

QStringList pagesOf(const QList<Piece> &pieces, const QString &separator, qsizetype limit, const std::function<qsizetype(const QString &)> &size)
{
    QStringList pages;
    QString page;
    QString heading; ///< waits for what it is the heading of
    for (const Piece &piece : pieces) {
        if (piece.heading) {
            heading = piece.text;
            continue;
        }
        const QString addition = heading.isEmpty() ? piece.text : QString(heading + separator + piece.text);
        heading.clear();
        const QString longer = page.isEmpty() ? addition : QString(page + separator + addition);
        if (!page.isEmpty() && size(longer) > limit) {
            pages.append(page);
            page = addition;
        } else {
            page = longer;
        }
    }
    if (!page.isEmpty())
        pages.append(page);
    return pages;
}

} // namespace rijian::delivery
