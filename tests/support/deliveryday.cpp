#include "support/deliveryday.h"

#include "core/analysis.h"
#include "core/repository.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"

#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

QString markOf(int number)
{
    return u"编号%1号"_s.arg(number);
}

QString subjectOf(int number)
{
    static const std::array subjects{u"修复(解析器)：%1 @all <at user_id=\"all\"></at> 空输入时不再崩溃"_s, u"feat(核心)!: %1 [点此](https://evil.example/x) **粗** `码` __线__"_s,
                                     u"<!channel> <@U024BE7LH> %1 & 合并 | 表格 \\ ~删~"_s, u"# 重构：%1 😀 \"引号\" @所有人 https://evil.example/y"_s};
    return subjects.at(std::size_t(number) % subjects.size()).arg(markOf(number)) + u"，并把一个不短的标题写得更长，免得一条消息装得下全部"_s.repeated(4);
}

QString summaryOf(int number)
{
    return u"解析器在空输入时不再崩溃；<@all> @channel https://evil.example/%1 与 *强调*、[链接](https://evil.example/z) 都只是文字。\n- 第二点：\"引号\" 与 \\ 反斜杠。\n"_s.arg(number).repeated(4);
}

Importance importanceOf(int number)
{
    return number % 3 == 0 ? Importance::High : number % 3 == 1 ? Importance::Medium : Importance::Low;
}

QString shaOf(int number)
{
    return QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Sha1).toHex());
}

/// Newest first.
Commit commitOf(int number, const DaySpan &span)
{
    Commit commit;
    commit.sha = shaOf(number);
    commit.author = commit.committer = {u"李雷 <@all>"_s, u"l@example.org"_s};
    commit.authorTime = commit.committerTime = {span.endSeconds() - 60 - 30 * number, 8 * 3600};
    commit.message = subjectOf(number) + u"\n\n正文。\n"_s;
    return commit;
}

Analysis cardOf(int number)
{
    Analysis analysis{.sha = shaOf(number), .analyzer = u"rules"_s, .promptVersion = u"1"_s, .createdAt = QDateTime(QDate(2026, 1, 8), QTime(0, 0), QTimeZone::UTC)};
    analysis.card.importance = importanceOf(number);
    analysis.card.summary = summaryOf(number);
    analysis.markdown = u"**📋 变更摘要**："_s + summaryOf(number);
    return analysis;
}

} // namespace

QString DeliveryDay::missingIn(const QString &text, qsizetype count) const
{
    qsizetype at = 0;
    for (const QString &mark : marks.first(count)) {
        at = text.indexOf(mark, at);
        if (at < 0)
            return mark + u" is missing, or not in its place"_s;
        if (text.count(mark) != 1)
            return mark + u" is there more than once"_s;
    }
    return {};
}

Result<DeliveryDay> makeDeliveryDay(storage::Database &database, int commits)
{
    const std::array repositories{Repository{.name = u"o/r"_s, .address = u"https://github.com/o/r"_s}, Repository{.name = u"o/仓库*[a](b)"_s, .address = u"https://github.com/o/s"_s}};
    DeliveryDay day{.request = {.span = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}}, .commits = commits};
    for (const Repository &repository : repositories) {
        const int turn = int(day.request.repositories.size());
        const auto added = storage::RepositoryStore(database).add(repository, repository.address);
        if (!added)
            return std::unexpected(added.error());
        day.request.repositories.append(*added);
        QList<Commit> list;
        QList<Analysis> cards;
        QStringList shas;
        for (int number = turn; number < commits; number += int(repositories.size())) {
            list.append(commitOf(number, day.request.span));
            cards.append(cardOf(number));
            shas.append(shaOf(number));
        }
        storage::CommitStore store(database);
        for (const auto &done : {store.add(added->id, list), storage::AnalysisStore(database).add(cards), store.setListing(added->id, day.request.span.beginSeconds(), day.request.span.endSeconds(), shas)}) {
            if (!done)
                return std::unexpected(done.error());
        }
    }
    for (const Importance importance : {Importance::High, Importance::Medium}) {
        for (std::size_t turn = 0; turn < repositories.size(); ++turn) {
            for (int number = int(turn); number < commits; number += int(repositories.size())) {
                if (importanceOf(number) != importance)
                    continue;
                day.addresses.append(repositories.at(turn).address + u"/commit/"_s + shaOf(number));
                day.marks.append(markOf(number));
            }
        }
    }
    day.worth = int(day.marks.size());
    return day;
}

} // namespace rijian::testkit
