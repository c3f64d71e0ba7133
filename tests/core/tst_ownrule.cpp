// The user's own rules: patterns, and what they make of a commit.

#include "core/glob.h"
#include "core/ownrule.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QTest>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

/// The plain definition, in exponential time.
bool slowly(QStringView pattern, QStringView text)
{
    if (pattern.isEmpty())
        return text.isEmpty();
    if (pattern.startsWith(u'*')) {
        qsizetype stars = 0;
        while (stars < pattern.size() && pattern[stars] == u'*')
            ++stars;
        for (qsizetype taken = 0;; ++taken) {
            if (slowly(pattern.sliced(stars), text.sliced(taken)))
                return true;
            if (taken == text.size() || (stars == 1 && text[taken] == u'/'))
                return false;
        }
    }
    return !text.isEmpty() && (pattern[0] == u'?' ? text[0] != u'/' : pattern[0] == text[0]) && slowly(pattern.sliced(1), text.sliced(1));
}

OwnRuleSubject subject()
{
    return {.repository = u"vllm-project/vllm"_s, .authorName = u"dependabot[bot]"_s, .authorEmail = u"49699333+dependabot@users.noreply.github.com"_s,
            .message = u"Bump Torch to 2.9\n\nCloses #12"_s, .paths = {u"requirements/cuda.txt"_s, u"src/auth/token.cpp"_s}, .types = {ChangeType::Dependency},
            .cardImportance = Importance::Medium};
}

} // namespace

class TestOwnRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patternsMeanWhatTheySay()
    {
        QRandomGenerator random(7);
        const QString letters = u"ab/*?"_s;
        int matched = 0;
        for (int i = 0; i < 20'000; ++i) {
            QString pattern, text;
            for (int k = random.bounded(7); k > 0; --k)
                pattern += letters[random.bounded(5)];
            for (int k = random.bounded(8); k > 0; --k)
                text += letters[random.bounded(3)];
            const bool expected = slowly(pattern, text);
            matched += expected;
            QVERIFY2(globMatches(pattern, text) == expected, qPrintable(pattern + u" / "_s + text));
        }
        QVERIFY(matched > 500);
        const QString hostile = QString(2'000, u'a');
        QVERIFY(!globMatches(u"**a*a**a*a**a*a**a*a**a*b", hostile)); // at once
        QVERIFY(globMatches(u"SRC/*", u"src/x", Qt::CaseInsensitive));
    }

    void pathsMatchAsInGitignore_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *path, bool matches) {
            QTest::addRow("%s on %s", pattern, path) << QString::fromLatin1(pattern) << QString::fromLatin1(path) << matches;
        };
        row("src/auth/**", "src/auth/a/b.cpp", true);
        row("src/auth/**", "src/auth.cpp", false);
        row("src/auth/**", "lib/src/auth/x", false);
        row("src/auth", "src/auth/a/b.cpp", true);
        row("src/auth/", "src/auth/a.cpp", true);
        row("src/auth/", "src/auth", false);
        row("/README.md", "README.md", true);
        row("/README.md", "docs/README.md", false);
        row("*.md", "docs/README.md", true);
        row("*.md", "docs/README.md.txt", false);
        row("docs", "a/docs/x.txt", true);
        row("**/auth/*.cpp", "a/b/auth/x.cpp", true);
        row("**/auth/*.cpp", "auth/x.cpp", true);
        row("**/auth/*.cpp", "a/auth/b/x.cpp", false);
        row("a/**/z", "a/z", false); // at least one folder's slash
        row("a/**/z", "a/b/c/z", true);
    }
    void pathsMatchAsInGitignore()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        QFETCH(bool, matches);
        QCOMPARE(pathMatches(pattern, path), matches);
    }

    void allThatIsGivenHasToHold()
    {
        OwnRule rule{.repository = u"vllm"_s, .path = u"docs/**, src/auth/**"_s, .author = u"dependabot"_s, .text = u"torch, triton"_s, .type = ChangeType::Dependency, .tag = u"t"_s};
        QVERIFY(OwnRules({rule}).describes(subject()));
        const std::pair<QString OwnRule::*, QString> others[] = {{&OwnRule::repository, u"sglang"_s}, {&OwnRule::path, u"docs/**"_s}, {&OwnRule::author, u"renovate"_s}, {&OwnRule::text, u"triton"_s}};
        for (const auto &[field, value] : others) {
            OwnRule other = rule;
            other.*field = value;
            QVERIFY(!OwnRules({other}).describes(subject()));
        }
        rule.type = ChangeType::Security;
        QVERIFY(!OwnRules({rule}).describes(subject()));
        QVERIFY(OwnRules({OwnRule{.repository = u"vllm-project/*"_s, .tag = u"t"_s}}).describes(subject()));
        QVERIFY(!OwnRules({OwnRule{.repository = u"vllm*x"_s, .tag = u"t"_s}}).describes(subject()));
        QVERIFY(!OwnRules({OwnRule{.enabled = false, .repository = u"vllm"_s, .tag = u"t"_s}}).describes(subject()));
    }

    /// Of a commit somebody makes a rule: it means that author alone.
    void patternsOfAnAuthorMeanNobodyElse()
    {
        QCOMPARE(authorPattern(u"Ann Lee"_s, u"ann@x"_s), u"Ann Lee"_s);
        QCOMPARE(authorPattern(u"Doe, John"_s, u"john@x"_s), u"john@x"_s);
        for (const auto &[name, email] : {std::pair(u"Doe, John"_s, u"john@x"_s), std::pair(u"Doe, John"_s, QString()), std::pair(u"Doe, John"_s, u"a,b@x"_s)}) {
            const OwnRules rules({{.repository = repositoryPattern(u"a, b"_s), .author = authorPattern(name, email), .tag = u"t"_s}});
            const auto describes = [&rules](const QString &repository, const QString &who, const QString &mail) { return rules.describes({.repository = repository, .authorName = who, .authorEmail = mail}); };
            QVERIFY(describes(u"a, b"_s, name, email));
            QVERIFY(!describes(u"a, b"_s, u"Jane Doe"_s, u"jane@x"_s));
            QVERIFY(!describes(u"a, b"_s, u"John Smith"_s, u"smith@x"_s));
            QVERIFY(!describes(u"b"_s, name, email));
        }
    }

    void theFirstWithAnEffectDecides()
    {
        const OwnRule up{.path = u"src/auth/**"_s, .effect = OwnRule::Effect::AtLeast, .level = Importance::High, .tag = u"auth"_s};
        const OwnRule down{.author = u"dependabot"_s, .effect = OwnRule::Effect::AtMost, .level = Importance::Low, .tag = u"bot"_s};
        OwnMark mark = OwnRules({up, down}).mark(subject());
        QCOMPARE(mark.importance, Importance::High);
        QCOMPARE(mark.rule, u"path:src/auth/**"_s);
        QCOMPARE(mark.tags, QStringList({u"auth"_s, u"bot"_s}));
        mark = OwnRules({down, up}).mark(subject());
        QCOMPARE(mark.importance, Importance::Low);
        OwnRuleSubject high = subject();
        high.cardImportance = Importance::High;
        mark = OwnRules({up, down}).mark(high); // it is High as it is: nothing is changed, and the second does not lower it
        QCOMPARE(mark.importance, Importance::Unknown);
        QCOMPARE(mark.tags.size(), 2);
        OwnRuleSubject without = subject();
        without.cardImportance = Importance::Unknown;
        QCOMPARE(OwnRules({down}).mark(without).importance, Importance::Low);
        QCOMPARE(OwnRules({up}).mark(without).importance, Importance::High);
    }

    void whatCannotBeUsedSaysWhy()
    {
        QVERIFY(faultOf({}));
        QVERIFY(faultOf({.path = u"x"_s})); // does nothing
        QVERIFY(faultOf({.path = u" , "_s, .tag = u"t"_s}));
        QVERIFY(faultOf({.path = QString(1'000, u'*'), .tag = u"t"_s}));
        QVERIFY(faultOf({.path = u"x"_s, .tag = u"a,b"_s}));
        QVERIFY(faultOf({.path = u"x"_s, .effect = OwnRule::Effect::AtLeast, .level = Importance::Unknown}));
        QVERIFY(!faultOf({.type = ChangeType::Security, .effect = OwnRule::Effect::AtLeast}));
        QCOMPARE(describe({.path = u"a, b"_s, .author = u"me"_s, .type = ChangeType::BugFix}), u"path:a,b author:me type:Bug修复"_s);
    }
};

RIJIAN_TEST_MAIN(TestOwnRule)
#include "tst_ownrule.moc"
