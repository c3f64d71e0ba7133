// What can be typed to search, and the words that the index has of a text.

#include "core/searchquery.h"
#include "core/searchtext.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTest>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 8, 20);

SearchTerm only(const QString &text)
{
    const SearchQuery query = parseSearch(text, today);
    return query.groups.size() == 1 && query.groups[0].size() == 1 ? query.groups[0][0] : SearchTerm{.text = u"not one term"_s};
}

} // namespace

class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsOfATextAreItsIndex_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("parts");
        QTest::newRow("names") << u"Fix flash_attn: KVCacheManager (#12)"_s << u"fix flash attn kvcachemanager 12"_s << u"kv cache manager"_s;
        QTest::newRow("paths") << u"src/auth/token.cpp"_s << u"src auth token cpp"_s << QString();
        QTest::newRow("chinese") << u"修复KV缓存，性能"_s << u"修复 复 kv 缓存 存 性能 能"_s << QString();
        QTest::newRow("accents") << u"ÄÖ straße"_s << u"äö straße"_s << QString();
        QTest::newRow("header") << u"parseHTTPHeader x86_64"_s << u"parsehttpheader x86 64"_s << u"parse http header"_s;
        QTest::newRow("nothing") << u" *** 🔴 "_s << QString() << QString();
        QTest::newRow("lone surrogate") << QString(QChar(0xD83D)) + u"a"_s << u"a"_s << QString();
        QTest::newRow("long") << QString(500, u'x') << QString(64, u'x') << QString();
    }
    void wordsOfATextAreItsIndex()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(QString, parts);
        QCOMPARE(indexWords(text), words);
        QCOMPARE(indexParts(text), parts);
    }

    /// Whatever piece of a run of Chinese somebody looks for, its words stand in the index one after the other.
    void piecesOfChineseAreFound()
    {
        const QString text = u"在调度器里修复了KV缓存的并发问题"_s;
        const QStringList index = indexWords(text).split(u' ');
        for (qsizetype begin = 0; begin < text.size(); ++begin) {
            for (qsizetype size = 1; begin + size <= text.size(); ++size) {
                const QString piece = text.mid(begin, size);
                const SearchPhrase phrase = searchPhrase(piece, true);
                bool found = false;
                for (qsizetype at = 0; at + phrase.words.size() <= index.size() && !found; ++at) {
                    found = true;
                    for (qsizetype i = 0; i < phrase.words.size() && found; ++i) {
                        const bool last = i + 1 == phrase.words.size();
                        found = last && phrase.prefix ? index[at + i].startsWith(phrase.words[i]) : index[at + i] == phrase.words[i];
                    }
                }
                const bool midWord = piece.startsWith(u'V') || piece.endsWith(u'K'); // "KV" is one word
                QVERIFY2(found != midWord, qPrintable(piece));
            }
        }
        QVERIFY(!searchPhrase(u"a", true).prefix); // too much begins with it
        QVERIFY(searchPhrase(u"ab", true).prefix && !searchPhrase(u"ab", false).prefix);
    }

    void filtersAreRead()
    {
        QCOMPARE(only(u"importance:high"_s), (SearchTerm{.field = SearchField::Importance, .value = int(Importance::High)}));
        QCOMPARE(only(u"重要程度：🔴"_s), (SearchTerm{.field = SearchField::Importance, .value = int(Importance::High)}));
        QCOMPARE(only(u"重要程度:中"_s).value, int(Importance::Medium));
        QCOMPARE(only(u"-state:seen"_s), (SearchTerm{.field = SearchField::State, .negated = true, .value = int(TriageState::Seen)}));
        QCOMPARE(only(u"状态:待看"_s).value, int(TriageState::Unseen));
        QCOMPARE(only(u"type:perf"_s).value, int(ChangeType::Performance)); // the beginning of one
        QCOMPARE(only(u"类型:修复"_s).value, int(ChangeType::BugFix));
        QCOMPARE(only(u"author:\"Ann Lee\""_s), (SearchTerm{.field = SearchField::Author, .phrase = true, .text = u"Ann Lee"_s}));
        QCOMPARE(only(u"path:src/auth"_s).text, u"src/auth"_s);
        QCOMPARE(only(u"has:备注"_s).value, int('n'));
        QCOMPARE(only(u"has:disagreement"_s), only(u"带有:分歧"_s));
        QCOMPARE(only(u"http://x"_s), (SearchTerm{.text = u"http://x"_s})); // no field of ours
        QCOMPARE(only(u"std::move"_s).text, u"std::move"_s);
        QCOMPARE(only(u"\"not closed yet"_s), (SearchTerm{.phrase = true, .text = u"not closed yet"_s}));
    }

    /// For options whose words are those of the search.
    void wordsStandForValues()
    {
        QCOMPARE(searchValue(SearchField::Type, u"fix"), int(ChangeType::BugFix));
        QCOMPARE(searchValue(SearchField::Type, u"安全"), int(ChangeType::Security));
        QCOMPARE(searchValue(SearchField::State, u"FOLLOW"), int(TriageState::FollowUp));
        QCOMPARE(searchValue(SearchField::Importance, u"none"), int(Importance::Unknown));
        for (const char16_t *word : {u"", u"d", u"dance", u"high"}) // documentation, or a dependency?
            QVERIFY(!searchValue(SearchField::Type, word));
        QVERIFY(!searchValue(SearchField::Author, u"ann"));
        const QStringList states = searchValues(u"state");
        for (int i = 0; i < states.size(); ++i)
            QCOMPARE(searchValue(SearchField::State, states[i]), i);
    }

    void daysAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("from");
        QTest::addColumn<QDate>("to");
        const auto row = [](const char *text, QDate from, QDate to) { QTest::newRow(text) << QString::fromUtf8(text) << from << to; };
        row("date:2026-08-05", {2026, 8, 5}, {2026, 8, 5});
        row("date:2026-02", {2026, 2, 1}, {2026, 2, 28});
        row("date:2025", {2025, 1, 1}, {2025, 12, 31});
        row("date:2026-07..2026-08-05", {2026, 7, 1}, {2026, 8, 5});
        row("date:..2026-08-05", {}, {2026, 8, 5});
        row("date:2026-08-05..", {2026, 8, 5}, {});
        row("date:>2026-08-05", {2026, 8, 6}, {});
        row("date:>=2026-08", {2026, 8, 1}, {});
        row("date:<2026-08", {}, {2026, 7, 31});
        row("date:<=2026-08", {}, {2026, 8, 31});
        row("date:today", {2026, 8, 20}, {2026, 8, 20});
        row("日期：昨天", {2026, 8, 19}, {2026, 8, 19});
        row("date:week", {2026, 8, 14}, {2026, 8, 20});
    }
    void daysAreRead()
    {
        QFETCH(QString, text);
        const SearchTerm term = only(text);
        QCOMPARE(term.field, SearchField::Date);
        QTEST(term.from, "from");
        QTEST(term.to, "to");
    }

    void wordsAreJoined()
    {
        const SearchQuery query = parseSearch(u"cache OR 缓存 -revert fix", today);
        QCOMPARE(query.groups.size(), 3);
        QCOMPARE(query.groups[0].size(), 2);
        QVERIFY(query.groups[1][0].negated);
        QVERIFY(query.advice.isEmpty());
    }

    /// In whatever order: the word stays one, and the advice says what was not done.
    void aDateHasNoAlternatives()
    {
        for (const char16_t *text : {u"date:2026-08 OR 缓存", u"缓存 OR date:2026-08"}) {
            const SearchQuery query = parseSearch(text, today);
            QCOMPARE(query.groups.size(), 2);
            QVERIFY(std::ranges::any_of(query.groups, [](const QList<SearchTerm> &group) { return group == QList<SearchTerm>{{.text = u"缓存"_s}}; }));
            QCOMPARE(query.advice.size(), 1);
        }
    }

    void wordsAreListed()
    {
        for (const char16_t *word : {u"flash", u"kv", u"w8a8", u"deadbeef", u"größe"})
            QVERIFY2(isListed(word), qPrintable(QString(word)));
        for (const char16_t *word : {u"", u"a", u"2026", u"1a2b3c4", u"修复"})
            QVERIFY2(!isListed(word), qPrintable(QString(word)));
    }

    void whatMakesNoSenseIsSaid()
    {
        const SearchQuery query = parseSearch(u"cache importance:huge date:soon state: -date:today author:", today);
        QCOMPARE(query.groups.size(), 1); // the rest still works
        QCOMPARE(query.advice.size(), 5);
        QVERIFY(query.advice[0].contains(u"high/高, medium/中, low/低"_s));
        for (const char16_t *text : {u"OR", u"OR OR", u"-", u"\"", u"\"\"", u":", u"date:", u"date:2026-13", u"| | x"})
            (void)parseSearch(text, today);
        QCOMPARE(parseSearch(QString(u"word "_s).repeated(100), today).groups.size(), mostSearchTerms);
    }

    void anythingIsAQuery()
    {
        QRandomGenerator random(5);
        const QString alphabet = u"ab\"'*:()^-+|{}[] \\.,;ORANDNOT修复性能：“”🔴\n\tdate:importance:"_s;
        for (int i = 0; i < 5'000; ++i) {
            QString text;
            for (int k = random.bounded(30); k > 0; --k)
                text += alphabet[random.bounded(int(alphabet.size()))];
            const SearchQuery query = parseSearch(text, today);
            for (const auto &group : query.groups)
                QVERIFY(!group.isEmpty());
        }
    }

    void filtersCompleteThemselves()
    {
        QVERIFY(searchFilters(false).contains(u"importance:"_s) && !searchFilters(false).contains(u"仓库:"_s));
        QVERIFY(searchFilters(true).contains(u"仓库:"_s));
        QCOMPARE(searchValues(u"state:"), QStringList({u"unseen"_s, u"seen"_s, u"followup"_s, u"ignored"_s}));
        QVERIFY(searchValues(u"重要程度").contains(u"高"_s));
        QVERIFY(searchValues(u"author:").isEmpty());
    }
};

RIJIAN_TEST_MAIN(TestSearchQuery)
#include "tst_searchquery.moc"
