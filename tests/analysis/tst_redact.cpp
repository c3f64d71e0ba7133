#include "analysis/llm/prompttext.h"
#include "analysis/llm/redact.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::analysis::llm;

namespace {

const QString mark = u"〔已隐去：疑似密钥〕"_s;

// Written in two pieces, so that no scanner takes this file's samples for real ones.
QString joined(const char *a, const char *b)
{
    return QString::fromLatin1(a) + QString::fromLatin1(b);
}

const QByteArray keyBody = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n"
                           "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n"
                           "NMoSfm76oqFvAp8Gy0iz5sxjZmSnXyCdPEovGhLa0VzMaQ8s\n";

} // namespace

class TestRedact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsGo_data();
    void secretsGo();
    void theRestStays_data();
    void theRestStays();
    void aKeyBlockGoesAndItsMarksStay();
    void aKeyBlockMayBeginAboveTheHunk();
    void codeCannotHideBehindAKeysMark();
    void aSecretAcrossALinesCutGoes();
    void aByteOrderMarkIsShown();
    void hostileTextIsBounded();
};

void TestRedact::secretsGo_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const QString m = mark;
    const auto row = [](const char *name, const QString &line, const QString &expected) { QTest::newRow(name) << line << expected; };
    row("AWS", joined("id = AKIA", "IOSFODNN7EXAMPLE;"), u"id = "_s + m + u';');
    row("GitHub", joined("export T=ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"), u"export T="_s + m);
    row("GitHub, fine", joined("github_pat_", "11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789") + u" # ci"_s, m + u" # ci"_s);
    row("GitLab", joined("token: glpat-", "x7Ksd8Ff92kdLs01PqRt"), u"token: "_s + m);
    row("OpenAI", joined("key = \"sk-proj-", "Ab12Cd34Ef56Gh78Ij90Kl12\""), u"key = \""_s + m + u'"');
    row("Slack", joined("xoxb-", "123456789012-abcdefABCDEF"), m);
    row("Google", joined("AIza", "SyA1234567890abcdefghijklmnopqrstuv"), m);
    row("JWT", joined("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIi", "OiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U end"), u"jwt "_s + m + u" end"_s);
    row("bearer", joined("Authorization: Bearer c4e448d652a961fda0", "ab64f882c8c161"), u"Authorization: Bearer "_s + m);
    row("basic", joined("Authorization: Basic dXNlcjpzZ", "WNyZXQ="), u"Authorization: Basic "_s + m);
    row("address", u"url = postgres://admin:hunter2x@db.example/app"_s, u"url = postgres://admin:"_s + m + u"@db.example/app"_s);
    row("password in quotes", u"    password = \"hunter2-Zx\","_s, u"    password = \""_s + m + u"\","_s);
    row("password in JSON", u"\"db_password\": \"Tr0ub4dor&3\","_s, u"\"db_password\": \""_s + m + u"\","_s);
    row("password in an environment", u"DB_PASSWORD=Tr0ub4dor3xyz"_s, u"DB_PASSWORD="_s + m);
    row("client secret", joined("client_secret: 'a8Fd92kLm03", "QpZx71Vb'"), u"client_secret: '"_s + m + u'\'');
    row("API key", joined("apiKey: \"9f8e7d6c5b4a3f2e", "1d0c9b8a\""), u"apiKey: \""_s + m + u'"');
    row("two in a line", u"password='hunter2Zx' passwd='Hunter3Zy'"_s, u"password='"_s + m + u"' passwd='"_s + m + u'\'');
}

void TestRedact::secretsGo()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    QCOMPARE(redacted(line), expected);
    QCOMPARE(redacted(QString(u"before\n"_s + line + u"\nafter"_s)), u"before\n"_s + expected + u"\nafter"_s);
}

void TestRedact::theRestStays_data()
{
    QTest::addColumn<QString>("line");
    const char *lines[] = {
        "commit 60afbae98f0a1b2c3d4e5f60718293a4b5c6d7e8",
        "    \"integrity\": \"sha512-9QYd5b0i3mTqVxkU1r3z8wYh0eQ4m1aYdX7t2b8dFQmWZ5c1nQ2v3xU4y5z6A7B8C9D0E1F2G3H4I5J6K7L8M9N==\",",
        "github.com/stretchr/testify v1.8.4 h1:CcVxjf3Q8PM0mHUKJCdn+eZZtm5yQwehR5yeSVQQcUk=",
        "EXPECT_EQ(encode(\"foobar\"), \"Zm9vYmFy\");",
        "password = getpass.getpass()",
        "password: ${{ secrets.DB_PASSWORD }}",
        "password = os.environ[\"DB_PASSWORD\"]",
        "const QString password = settings.value(\"password\").toString();",
        "\"password\": \"changeme1\"",
        "token = tokenizer.next_token(max_tokens=128)",
        "tokens: [101, 2023, 2003, 102]",
        "if (token == TOKEN_IDENTIFIER_2)",
        "secret_name: my-app-secret-v2",
        "https://user@github.com/owner/name.git",
        "https://user:password@example.com/",
        "git clone https://$USER:$TOKEN@host/x",
        "Bearer tokens are checked in auth.cpp",
        "api_key = config.api_key",
        "self.private_key = private_key",
        "sk-learn-compatible-estimators-are-here",
        "skipped: sk-this-is-a-long-branch-name",
        "#define AKIA_PREFIX_LENGTH 4",
        "digest = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
        "uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11",
        "std::map<std::string, Token> tokens = {{\"a\", Token::A1}};",
        "credential=keyId/19700101/region/service/request1",
        "eyJ is how a JSON object begins in base64",
        "password_hash_algorithm = \"argon2id\"",
    };
    for (const char *line : lines)
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TestRedact::theRestStays()
{
    QFETCH(QString, line);
    QCOMPARE(redacted(line), line);
}

void TestRedact::aKeyBlockGoesAndItsMarksStay()
{
    const QString block = u"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n"_s + QString::fromLatin1(keyBody) + u"-----END RSA PRIVATE KEY-----\nafter"_s;
    QCOMPARE(redacted(block), u"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n"_s + mark + u'\n' + mark + u'\n' + mark + u"\n-----END RSA PRIVATE KEY-----\nafter"_s);
    const QString json = u"\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQ\\n-----END PRIVATE KEY-----\\n\","_s;
    QVERIFY2(!redacted(json).contains("MIIE"_L1), qPrintable(redacted(json)));
    const QString publicKey = u"-----BEGIN PUBLIC KEY-----\n"_s + QString::fromLatin1(keyBody) + u"-----END PUBLIC KEY-----"_s;
    QCOMPARE(redacted(publicKey), publicKey);
}

void TestRedact::aKeyBlockMayBeginAboveTheHunk()
{
    QByteArray body = "@@\n";
    for (const QByteArray &line : keyBody.trimmed().split('\n'))
        body += " " + line + "\n";
    body += "-oQIDAQAB\n+pRJEBRBF\n -----END PRIVATE KEY-----\n rest\n";
    const CommitPatch patch = testkit::commitPatch(u"x"_s, testkit::fileDiff("server.pem", body));
    const FileText text(patch.files.first());
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY2(text.line(i).endsWith(mark), qPrintable(text.line(i)));
    QCOMPARE(text.line(6), u" rest"_s);
}

void TestRedact::codeCannotHideBehindAKeysMark()
{
    const QString code = u"// -----BEGIN PRIVATE KEY-----\nsystem(command);\nif (x) { run(); }\nreturn;\n"_s;
    QCOMPARE(redacted(code), code);
    const QString oneLine = u"f(\"-----BEGIN PRIVATE KEY-----\"); system(command);"_s;
    QCOMPARE(redacted(oneLine), oneLine);
}

void TestRedact::aSecretAcrossALinesCutGoes()
{
    const QByteArray secret = "ghp_" "16C7e42F292c6912E7710c838347Ae178B4a";
    for (const int at : {380, 390, 396, 399}) {
        const QByteArray body = "@@\n+" + QByteArray(at, ' ') + secret + QByteArray(4'000, ' ') + "\n";
        const CommitPatch patch = testkit::commitPatch(u"x"_s, testkit::fileDiff("a.txt", body));
        const QString line = FileText(patch.files.first()).line(0);
        QVERIFY2(!line.contains("ghp_"_L1), qPrintable(line));
    }
}

/// A byte order mark in a line is a character that somebody put there.
void TestRedact::aByteOrderMarkIsShown()
{
    const CommitPatch patch = testkit::commitPatch(u"x"_s, testkit::fileDiff("a.txt", "@@\n-\xEF\xBB\xBF" "first\n+first\n"));
    const FileText text(patch.files.first());
    QCOMPARE(text.line(0), u"-⟨U+FEFF⟩first"_s);
    QCOMPARE(text.line(1), u"+first"_s);
}

void TestRedact::hostileTextIsBounded()
{
    // What each scan begins with and never ends; QTest's own limit would end a quadratic one.
    for (const QString &piece : {u"token="_s, u"eyJ"_s, u"sk-"_s, u"://a:"_s, u"Bearer "_s, u"password=\""_s, u"-----BEGIN PRIVATE KEY-----"_s, u"="_s}) {
        const QString text = piece.repeated(300'000 / piece.size());
        QVERIFY(redacted(text).size() <= text.size() * 4);
    }
}

RIJIAN_TEST_MAIN(TestRedact)
#include "tst_redact.moc"
