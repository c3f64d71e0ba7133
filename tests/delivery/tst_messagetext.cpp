// Messages as people read them: what a preview shows is what a chat shows, without the service's wrapping.

#include "delivery/mail.h"
#include "delivery/messagetext.h"
#include "delivery/service.h"
#include "support/testkit.h"

using namespace rijian;
using namespace rijian::delivery;
using namespace Qt::StringLiterals;

namespace {

Digest aDigest()
{
    Digest digest{.days = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}, .commits = 1, .repositories = 1, .counts = {0, 0, 0, 1}};
    digest.listed = {{.repository = u"owner/仓库"_s, .sha = QString(40, u'a'), .subject = u"修复 a < b & c 的崩溃"_s, .author = u"李雷"_s, .summary = u"不再崩溃。"_s,
                      .webAddress = u"https://github.com/o/r/commit/1"_s, .importance = Importance::High}};
    return digest;
}

} // namespace

class TestMessageText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsReadable_data()
    {
        QTest::addColumn<int>("kind");
        for (const DeliveryKind kind : deliveryKinds()) {
            if (kind != DeliveryKind::Git)
                QTest::addRow("%s", qPrintable(deliveryKindWord(kind))) << int(kind);
        }
    }

    /// Title, subject, summary and link are there; a chat's and a mail's text is none of JSON, MIME or entities.
    void aMessageIsReadable()
    {
        QFETCH(const int, kind);
        const DeliveryTarget target{.name = u"T"_s, .kind = DeliveryKind(kind), .from = u"a@example.org"_s, .to = {u"b@example.org"_s}};
        const Service *service = serviceOf(target.kind);
        const QByteArray message = service ? service->messages(aDigest(), target).first() : mailOf(aDigest(), target, QDateTime::currentDateTimeUtc());
        const QString text = messageText(target.kind, message);
        for (const QString &words : {u"2026-01-07"_s, u"的崩溃"_s, u"不再崩溃"_s, u"https://github.com/o/r/commit/1"_s})
            QVERIFY2(text.contains(words), qPrintable(words + u" is not in "_s + text));
        const bool json = target.kind == DeliveryKind::Webhook;
        QCOMPARE(text.contains(u"{\n"_s), json);
        QVERIFY2(!text.contains(u"&amp;"_s) && !text.contains(u"Content-Type"_s) && !text.contains(u"\\n"_s), qPrintable(text));
        QVERIFY(text.count(u'\n') > 2);
    }

    /// A report is text already; what cannot be read is shown as it is, not hidden.
    void theRestIsAsItIs()
    {
        QCOMPARE(messageText(DeliveryKind::Git, "# 日报\n"), u"# 日报\n"_s);
        QCOMPARE(messageText(DeliveryKind::Feishu, "nonsense"), u"nonsense"_s);
        QCOMPARE(messageText(DeliveryKind::Email, "nonsense"), u"nonsense"_s);
    }
};

RIJIAN_TEST_MAIN(TestMessageText)
#include "tst_messagetext.moc"
