// The search over all commits: what it finds, and that its index follows whatever happens to commits.

#include "core/searchtext.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/ownrulestore.h"
#include "storage/repositorystore.h"
#include "storage/searchstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::storage;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 8, 20);

} // namespace

class TestSearchStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    qint64 m_vllm = 0;
    qint64 m_curl = 0;

    static QString sha(int i) { return QString::number(i, 16).rightJustified(40, u'c'); }

    static Commit commit(int i, const QString &message, const QString &path = u"README"_s, const QString &author = u"Ann Lee"_s)
    {
        const qint64 seconds = QDate(2026, 8, 1).startOfDay(QTimeZone::UTC).toSecsSinceEpoch() + i * 43'200LL;
        return {.sha = sha(i), .author = {author, u"ann@example.org"_s}, .committer = {author, u"c@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0}, .message = message,
                .files = {{.path = path, .insertions = 1}}};
    }
    void store(qint64 repository, const QList<Commit> &commits)
    {
        CommitStore store(*m_database);
        VERIFY_OK(store.add(repository, commits));
        QStringList shas;
        for (const Commit &one : commits)
            shas.prepend(one.sha);
        VERIFY_OK(store.addListing(repository, 0, qint64(1) << 33, shas));
    }
    static Analysis card(int i, Importance importance, const QString &summary, const QString &analyzer = u"rules"_s, ChangeType type = ChangeType::BugFix)
    {
        Analysis one{.sha = sha(i), .analyzer = analyzer, .createdAt = QDateTime::currentDateTimeUtc()};
        one.card.importance = importance;
        one.card.types = {type};
        one.card.summary = summary;
        one.markdown = summary;
        return one;
    }
    void index()
    {
        SearchStore store(*m_database);
        for (auto more = store.index(3); more && *more; more = store.index(3)) { }
        QCOMPARE(store.stale().value(), 0);
    }
    /// As after very many changes, when nearly all rows are dead.
    void makeAnew()
    {
        VERIFY_OK(m_database->run(u"UPDATE search_state SET rows = 1048575"_s)); // one more is a multiple of those at which it looks
        VERIFY_OK(m_database->run(u"INSERT OR IGNORE INTO search_stale SELECT MAX(id) FROM commits"_s));
        index();
        QVERIFY(number(u"SELECT rows FROM search_state"_s) < 1'000'000);
    }
    int number(const QString &sql)
    {
        auto query = m_database->run(sql);
        return query && query->next() ? query->value(0).toInt() : -1;
    }
    /// The numbers of the commits found, newest first.
    QList<int> found(const QString &text, int limit = 100)
    {
        const auto page = SearchStore(*m_database).find(parseSearch(text, today), QTimeZone::utc(), limit);
        if (!page) {
            qWarning("%s", qPrintable(page.error().message + page.error().detail));
            return {-1};
        }
        QList<int> numbers;
        for (const CommitRow &row : page->rows)
            numbers.append(QString(row.sha).remove(u'c').toInt(nullptr, 16));
        return numbers;
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
        RepositoryStore repositories(*m_database);
        m_vllm = repositories.add({.name = u"vllm-project/vllm"_s, .address = u"a"_s}, u"a"_s).value().id;
        m_curl = repositories.add({.name = u"curl/curl"_s, .address = u"b"_s}, u"b"_s).value().id;
    }

    void whatIsThereIsFound()
    {
        store(m_vllm, {commit(1, u"Fix flash_attn in KVCacheManager (#1234)\n\nThe scheduler raced."_s, u"vllm/attention/flash.py"_s),
                       commit(2, u"Bump torch"_s, u"requirements.txt"_s, u"dependabot[bot]"_s), commit(3, u"性能：减少一次拷贝"_s, u"csrc/copy.cu"_s)});
        store(m_curl, {commit(4, u"vtls: fix a leak"_s, u"lib/vtls/openssl.c"_s)});
        VERIFY_OK(AnalysisStore(*m_database).add({card(1, Importance::High, u"修复调度器里的并发缺陷"_s), card(2, Importance::Low, u"升级依赖"_s, u"rules"_s, ChangeType::Dependency),
                                                  card(4, Importance::Medium, u"修复内存泄漏"_s, u"model"_s)}));
        VERIFY_OK(TriageStore(*m_database).set(m_vllm, {sha(1)}, {.state = TriageState::FollowUp, .note = u"问一下小王 about rollout"_s, .due = QDate(2026, 9, 1)}));
        index();
        QCOMPARE(found(u"flash_attn"_s), QList<int>{1});
        QCOMPARE(found(u"flash"_s), QList<int>{1});
        QCOMPARE(found(u"KVCache"_s), QList<int>{1}); // as it begins
        QCOMPARE(found(u"manager"_s), QList<int>{1}); // a part of a name
        QCOMPARE(found(u"\"manag\""_s), QList<int>{}); // whole words in quotes
        QCOMPARE(found(u"#1234"_s), QList<int>{1});
        QCOMPARE(found(sha(3).first(8)), (QList<int>{4, 3, 2, 1}));
        QCOMPARE(found(u"sha:"_s + sha(3)), QList<int>{3});
        QCOMPARE(found(u"修复"_s), (QList<int>{4, 1}));
        QCOMPARE(found(u"性能"_s), QList<int>{3});
        QCOMPARE(found(u"拷"_s), QList<int>{3});
        QCOMPARE(found(u"并发缺陷"_s), QList<int>{1});
        QCOMPARE(found(u"发并"_s), QList<int>{});
        QCOMPARE(found(u"小王"_s), QList<int>{1}); // a note
        QCOMPARE(found(u"raced"_s), QList<int>{1});
        QCOMPARE(found(u"fix leak"_s), QList<int>{4});
        QCOMPARE(found(u"leak OR 拷贝"_s), (QList<int>{4, 3}));
        QCOMPARE(found(u"修复 -leak"_s), QList<int>{1});
        QCOMPARE(found(u"-修复"_s), (QList<int>{3, 2}));
        QCOMPARE(found(u"\"a leak\""_s), QList<int>{4});
        QCOMPARE(found(u"\"leak a\""_s), QList<int>{});
        QCOMPARE(found(u"repo:curl"_s), QList<int>{4});
        QCOMPARE(found(u"author:dependabot"_s), QList<int>{2});
        QCOMPARE(found(u"path:lib/vtls"_s), QList<int>{4});
        QCOMPARE(found(u"path:.cu"_s), QList<int>{3});
        QCOMPARE(found(u"importance:high OR importance:medium"_s), (QList<int>{4, 1}));
        QCOMPARE(found(u"importance:none"_s), QList<int>{3});
        QCOMPARE(found(u"type:dependency"_s), QList<int>{2});
        QCOMPARE(found(u"state:followup"_s), QList<int>{1});
        QCOMPARE(found(u"state:unseen 修复"_s), QList<int>{4});
        QCOMPARE(found(u"has:note"_s), QList<int>{1});
        QCOMPARE(found(u"has:due"_s), QList<int>{1});
        QCOMPARE(found(u"-has:card"_s), QList<int>{3});
        QCOMPARE(found(u"analyzer:model"_s), QList<int>{4});
        QCOMPARE(found(u"date:2026-08-01"_s), QList<int>{1}); // every other is half a day later
        QCOMPARE(found(u"date:>2026-08-01 修复"_s), QList<int>{4});
        QCOMPARE(found(QString()), QList<int>{});
        QCOMPARE(found(u"*** ()"_s), QList<int>{});
        const auto nobody = SearchStore(*m_database).find(parseSearch(u"repo:nobody", today), QTimeZone::utc(), 10);
        QVERIFY(nobody && nobody->rows.isEmpty() && nobody->advice.first().contains(u"nobody"_s));
    }

    /// Somebody remembers a part of a name, or writes it in another way.
    void piecesOfNamesAreFound()
    {
        store(m_vllm, {commit(1, u"Fix flash_attention"_s), commit(2, u"Speed up the KVCacheManager"_s), commit(3, u"other"_s, u"src/cache_manager.py"_s, u"dependabot[bot]"_s), commit(4, u"manager of a cache"_s),
                       commit(5, u"性能：fusedmoe kernels"_s)});
        index();
        QCOMPARE(found(u"ttention"_s), QList<int>{1});
        QCOMPARE(found(u"ash_attent"_s), QList<int>{1});
        QCOMPARE(found(u"ash_ttention"_s), QList<int>{}); // the end of one word, and the next as it begins
        QCOMPARE(found(u"CacheManager"_s), (QList<int>{3, 2}));
        QCOMPARE(found(u"cache_manager"_s), (QList<int>{3, 2}));
        QCOMPARE(found(u"cachemanager"_s), QList<int>{2});
        QCOMPARE(found(u"moe"_s), QList<int>{5});
        QCOMPARE(found(u"性能 moe"_s), QList<int>{5});
        QCOMPARE(found(u"author:pendabot"_s), QList<int>{3});
        QCOMPARE(found(u"path:anager"_s), QList<int>{3});
        QCOMPARE(found(u"\"ttention\""_s), QList<int>{}); // whole words in quotes
        QCOMPARE(found(u"-anager"_s), (QList<int>{5, 4, 3, 2, 1})); // what is left out is meant as it is written
        QCOMPARE(found(u"ttention OR moe"_s), (QList<int>{5, 1}));
        // Also once all is made anew.
        makeAnew();
        QCOMPARE(found(u"ttention"_s), QList<int>{1});
        QCOMPARE(number(u"SELECT COUNT(*) FROM search_word WHERE word = 'attention'"_s), 1);
    }

    /// Of very many words that hold a piece some are looked for, and quickly.
    void aPieceOfManyWordsIsBounded()
    {
        QList<Commit> many;
        for (int i = 0; i < 300; ++i)
            many.append(commit(i, u"x%1piece"_s.arg(QString::number(i, 26).replace(u'0', u'q'))));
        store(m_vllm, many);
        index();
        QCOMPARE(found(u"piece"_s, 1'000).size(), 40);
    }

    /// Of very many words that begin alike some do, as long as they find as many commits as are asked for.
    void aBeginningOfManyWordsIsBounded()
    {
        QList<Commit> many;
        for (int i = 0; i < 180; ++i)
            many.append(commit(i, u"pre%1"_s.arg(QString::number(i + 26, 26).replace(u'0', u'q'))));
        many.append(commit(180, u"other"_s));
        store(m_vllm, many);
        index();
        QCOMPARE(found(u"pre"_s, 1'000).size(), 180);
        QCOMPARE(found(u"pre"_s, 100).size(), 100);
        QCOMPARE(found(u"other OR pre"_s, 1'000).size(), 181);
        QCOMPARE(found(u"-pre"_s), QList<int>{180});
        QCOMPARE(SearchStore(*m_database).count(parseSearch(u"pre"_s, today), QTimeZone::utc(), 1'000).value(), 180);
        QCOMPARE(SearchStore(*m_database).count(parseSearch(u"pre"_s, today), QTimeZone::utc(), 50).value(), 50);
    }

    /// Shas, which are not listed as words are, are found as they begin, and words of the same letters as well.
    void shasAndNumbersAreFoundAsTheyBegin()
    {
        Commit named = commit(1, u"Undo 1234567890 of 2026"_s);
        named.sha = u"deadf"_s + QString(35, u'0');
        store(m_vllm, {named, commit(2, u"A deadlock, mended in b2bcafe77"_s)});
        index();
        const auto subjects = [this](const QString &text) {
            QStringList list;
            const auto page = SearchStore(*m_database).find(parseSearch(text, today), QTimeZone::utc(), 10);
            for (const CommitRow &row : page->rows)
                list.append(row.message.first(4));
            return list.join(u' ');
        };
        QCOMPARE(subjects(u"dead"_s), u"A de Undo"_s);
        QCOMPARE(subjects(u"deadf0"_s), u"Undo"_s);
        QCOMPARE(subjects(u"deadl"_s), u"A de"_s);
        QCOMPARE(subjects(u"1234"_s), u"Undo"_s);
        QCOMPARE(subjects(u"202"_s), u"Undo"_s);
        QCOMPARE(subjects(u"b2bca"_s), u"A de"_s);
    }

    void olderIndexesKnowPieces()
    {
        store(m_vllm, {commit(1, u"Fix flash_attention 1234567"_s)});
        index();
        for (const char *table : {"search_piece", "search_word"})
            VERIFY_OK(m_database->run(u"DROP TABLE "_s + QString::fromLatin1(table)));
        VERIFY_OK(m_database->run(u"PRAGMA user_version = 10"_s));
        m_database.reset();
        auto again = Database::open(m_folder->path());
        VERIFY_OK(again);
        m_database = std::move(*again);
        QCOMPARE(found(u"ttention"_s), QList<int>{1});
        QCOMPARE(number(u"SELECT COUNT(*) FROM search_word WHERE word IN ('flash', 'attention', 'readme', 'example')"_s), 4);
        QCOMPARE(number(u"SELECT COUNT(*) FROM search_word WHERE word GLOB '*[0-9]*'"_s), 0);
    }

    /// Where the rules and a model judge differently, as the table's filter means it.
    void disagreementsAreFound()
    {
        store(m_vllm, {commit(1, u"a"_s), commit(2, u"b"_s), commit(3, u"c"_s)});
        VERIFY_OK(AnalysisStore(*m_database).add({card(1, Importance::High, u"x"_s), card(2, Importance::Low, u"x"_s), card(3, Importance::Low, u"x"_s)}));
        VERIFY_OK(AnalysisStore(*m_database).add({card(1, Importance::Low, u"x"_s, u"model"_s), card(2, Importance::Low, u"x"_s, u"model"_s)}));
        index();
        QCOMPARE(found(u"has:disagreement"_s), QList<int>{1});
        QCOMPARE(found(u"-带有:分歧"_s), (QList<int>{3, 2}));
        VERIFY_OK(AnalysisStore(*m_database).add({card(1, Importance::High, u"x"_s, u"model"_s)}));
        index();
        QCOMPARE(found(u"has:disagreement"_s), QList<int>{});
    }

    /// What a kept search has that nobody has looked at, whatever its text ends with.
    void whatIsUnseenIsCounted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("unseen");
        QTest::newRow("words") << u"flash attn"_s << 1;
        QTest::newRow("an open quote") << u"\"flash attn"_s << 1;
        QTest::newRow("an open OR") << u"curl OR"_s << 0;
        QTest::newRow("as many words as there may be") << QString(u"flash "_s).repeated(mostSearchTerms) << 1;
        QTest::newRow("nothing to look for") << u"***"_s << 0;
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("seen ones") << u"state:seen"_s << 0;
    }
    void whatIsUnseenIsCounted()
    {
        QFETCH(const QString, text);
        store(m_vllm, {commit(1, u"flash attn"_s), commit(2, u"flash attn, again"_s), commit(3, u"other"_s)});
        VERIFY_OK(TriageStore(*m_database).set(m_vllm, {sha(2)}, {.state = TriageState::Seen}));
        index();
        const auto counted = SearchStore(*m_database).countUnseen(parseSearch(text, today), QTimeZone::utc(), 100);
        VERIFY_OK(counted);
        QTEST(*counted, "unseen");
    }

    void snippetsShowWhy()
    {
        store(m_vllm, {commit(1, u"subject\n\nA body that speaks of the scheduler at length"_s), commit(2, u"other"_s, u"very/special/place.c"_s), commit(3, u"the scheduler"_s)});
        VERIFY_OK(AnalysisStore(*m_database).add({card(1, Importance::High, u"调度器的改动"_s)}));
        index();
        const auto snippet = [this](const QString &text) {
            const auto page = SearchStore(*m_database).find(parseSearch(text, today), QTimeZone::utc(), 1, {});
            return page && !page->rows.isEmpty() ? page->rows.first().snippet : u"none"_s;
        };
        QCOMPARE(snippet(u"调度"_s), u"调度器的改动"_s);
        QVERIFY(snippet(u"length"_s).contains(u"at length"_s));
        QCOMPARE(snippet(u"special"_s), u"very/special/place.c"_s);
        QCOMPARE(snippet(u"scheduler"_s), QString()); // the subject says so itself
    }

    void pagesContinue()
    {
        QList<Commit> many;
        for (int i = 0; i < 25; ++i)
            many.append(commit(i, u"common %1"_s.arg(i)));
        store(m_vllm, many);
        index();
        SearchStore search(*m_database);
        const SearchQuery query = parseSearch(u"common", today);
        QStringList shas;
        std::optional<qint64> after;
        for (int pages = 0; pages < 3; ++pages) {
            const auto page = search.find(query, QTimeZone::utc(), 10, after);
            VERIFY_OK(page);
            for (const CommitRow &row : page->rows)
                shas.append(row.sha);
            after = page->after;
            QCOMPARE(after.has_value(), pages < 2);
        }
        QCOMPARE(shas.size(), 25);
        QCOMPARE(shas.first(), sha(24));
        QCOMPARE(search.count(query, QTimeZone::utc(), 20).value(), 20);
        QCOMPARE(search.count(query, QTimeZone::utc(), 100).value(), 25);
        std::stop_source other;
        other.request_stop();
        VERIFY_FAILS(search.count(query, QTimeZone::utc(), 100, other.get_token()), ErrorKind::Cancelled);
    }

    /// Whatever somebody types: never an error of the database's.
    void nothingTypedIsAnError()
    {
        store(m_vllm, {commit(1, u"word"_s)});
        index();
        QRandomGenerator random(3);
        const QString alphabet = u"ab\"'*:()^-+|{}[] \\.,;ORANDNOTNEAR修复：“”facts"_s;
        for (int i = 0; i < 1'500; ++i) {
            QString text;
            for (int k = random.bounded(14); k > 0; --k)
                text += alphabet[random.bounded(int(alphabet.size()))];
            QVERIFY2(found(text) != QList<int>{-1}, qPrintable(text));
        }
        QCOMPARE(found(QString(QChar(0xE000)) + u"a"_s), QList<int>{}); // a word of the index's own means nothing
    }

    /// After any sequence of changes the search finds what it finds with an index made anew, and so it does after a kill between any two.
    void theIndexFollows()
    {
        QRandomGenerator random(9);
        const QStringList words{u"alpha"_s, u"beta"_s, u"修复"_s, u"缓存"_s, u"gammaDelta"_s};
        const auto some = [&] { return words[random.bounded(int(words.size()))] + u' ' + words[random.bounded(int(words.size()))]; };
        const QStringList queries{u"alpha"_s, u"beta"_s, u"修复"_s, u"缓存 -alpha"_s, u"delta"_s, u"state:seen"_s, u"importance:high"_s, u"has:note"_s, u"repo:curl"_s, u"tag:hot"_s, u"date:2026-08"_s};
        SearchStore search(*m_database);
        int next = 0;
        for (int step = 0; step < 150; ++step) {
            const int one = next == 0 ? 0 : random.bounded(next);
            switch (random.bounded(8)) {
            case 0:
            case 1:
                store(random.bounded(2) ? m_vllm : m_curl, {commit(next, some(), some())});
                ++next;
                break;
            case 2:
                VERIFY_OK(AnalysisStore(*m_database).add({card(one, Importance(1 + random.bounded(3)), some(), random.bounded(2) ? u"rules"_s : u"model"_s)}));
                break;
            case 3:
                VERIFY_OK(TriageStore(*m_database).set(m_vllm, {sha(one)}, {.state = TriageState(random.bounded(4)), .note = random.bounded(2) ? some() : QString()}));
                break;
            case 4:
                VERIFY_OK(search.index(1 + random.bounded(4)));
                break;
            case 5:
                VERIFY_OK(CommitStore(*m_database).setListing(m_vllm, 0, 1, {})); // elsewhere
                break;
            case 6: {
                OwnRuleStore rules(*m_database);
                VERIFY_OK(rules.save(random.bounded(2) ? QList<OwnRule>{{.text = u"alpha"_s, .tag = u"hot"_s}} : QList<OwnRule>()));
                auto more = rules.pass();
                while (more && *more)
                    more = rules.pass();
                VERIFY_OK(more);
                break;
            }
            case 7:
                if (random.bounded(10) == 0) {
                    VERIFY_OK(RepositoryStore(*m_database).remove(m_curl));
                    m_curl = RepositoryStore(*m_database).add({.name = u"curl/curl"_s, .address = u"b"_s}, u"b"_s).value().id;
                }
                break;
            }
        }
        index();
        QList<QList<int>> before;
        for (const QString &query : queries)
            before.append(found(query, 1'000));
        QVERIFY(before[0].size() > 3 && before[2].size() > 3);
        makeAnew();
        for (qsizetype i = 0; i < queries.size(); ++i)
            QCOMPARE(found(queries[i], 1'000), before[i]);
    }

    void savedSearchesAreKept()
    {
        SearchStore search(*m_database);
        const QList<SavedSearch> list{{u"安全"_s, u"type:security"_s}, {u"mine"_s, u"author:me"_s}};
        VERIFY_OK(search.save(list));
        QCOMPARE(search.saved().value(), list);
        VERIFY_FAILS(search.save({{u"A"_s, {}}, {u"a"_s, {}}}), ErrorKind::Usage);
        VERIFY_FAILS(search.save({{u" "_s, {}}}), ErrorKind::Usage);
        QCOMPARE(search.saved().value(), list);
    }
};

RIJIAN_TEST_MAIN(TestSearchStore)
#include "tst_searchstore.moc"
