// A day's digest by mail: from the store to a real mail server, whose program parses what came.

#include "storage/database.h"
#include "support/certificate.h"
#include "support/deliveryday.h"
#include "support/mailserver.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::PartState;

class TestMailDelivery : public QObject
{
    Q_OBJECT

    QTemporaryDir m_certificates;
    CertificateFiles m_files;
    QString m_python;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<MailServer> m_server;
    DeliveryDay m_day;
    DeliveryTarget m_target;
    QDateTime m_now;
    QList<int> m_waited;                 ///< seconds, those of the pace left out
    QList<QList<PartState>> m_meanwhile; ///< what the store said as each of these began
    bool m_patient = true;               ///< else the program ends as it waits

    bool begin(int commits, const QString &recipient)
    {
        auto database = storage::Database::open(m_folder->path());
        if (!database)
            return false;
        m_database = std::move(*database);
        m_server = std::make_unique<MailServer>(m_python, QStringList{u"starttls"_s, m_files.certificate, m_files.key, u"plain"_s});
        const auto day = makeDeliveryDay(*m_database, commits);
        const auto target = storage::DeliveryStore(*m_database).save({.name = u"M"_s, .kind = DeliveryKind::Email, .server = u"127.0.0.1"_s, .port = m_server->port(), .security = MailSecurity::StartTls,
                                                                      .user = u"ann"_s, .from = u"bot@example.org"_s, .to = {recipient, u"nobody@example.org"_s}});
        if (!day || !target || m_server->port() == 0)
            return false;
        m_day = *day;
        m_target = *target;
        return true;
    }

    /// The real conversation, with a certificate that the system does not know.
    DeliveryMeans means()
    {
        DeliveryMeans means;
        means.mail = [this](const DeliveryTarget &target, const QString &password, const QByteArray &mail, std::stop_token stop) {
            return delivery::sendMail(target, password, mail, {.authorities = QSslCertificate::fromPath(m_files.certificate)}, std::move(stop));
        };
        means.secret = [](const DeliveryTarget &) -> Result<DeliverySecret> { return DeliverySecret{.address = {}, .signature = {}, .password = u"密码"_s}; };
        means.now = [this] { return m_now; };
        means.wait = [this](std::chrono::milliseconds time, std::stop_token) {
            m_now = m_now.addMSecs(time.count());
            if (time < 4s)
                return true;
            m_waited.append(int(time / 1s));
            m_meanwhile.append(states());
            return m_patient;
        };
        return means;
    }

    DeliveryResult deliver()
    {
        const auto results = Delivering(*m_database, m_folder->path(), means()).deliver({m_target}, {m_day.request});
        return results ? results->first() : DeliveryResult{.error = results.error()};
    }

    QList<PartState> states()
    {
        QList<PartState> states;
        for (const storage::DeliveryPart &part : storage::DeliveryStore(*m_database).parts(m_target.id, u"2026-01-07"_s).value_or(QList<storage::DeliveryPart>()))
            states.append(part.state);
        return states;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_python = MailServer::python();
        if (m_python.isEmpty())
            QSKIP("aiosmtpd is not installed (python3-aiosmtpd)");
        m_files = makeSelfSignedCertificate(m_certificates.path());
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = QDateTime(QDate(2026, 1, 8), QTime(1, 0), QTimeZone::UTC);
        m_waited.clear();
        m_meanwhile.clear();
        m_patient = true;
    }

    void cleanup()
    {
        m_server.reset();
        m_database.reset();
    }

    /// One mail for two sends, whole for another program's eyes: its subject, both of its parts, all of its Chinese and every link.
    void aLargeDayIsOneMail()
    {
        QVERIFY(begin(480, u"a@example.org"_s));
        const DeliveryResult result = deliver();
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
        QCOMPARE(result.delivered, 1);
        QVERIFY2(result.note.contains(u"nobody@example.org"_s), qPrintable(result.note));
        QCOMPARE(deliver().already, 1);
        const QList<QJsonObject> mails = m_server->stop();
        QCOMPARE(mails.size(), 1);
        QCOMPARE(mails.first()[u"to"_s].toArray(), QJsonArray{u"a@example.org"_s});
        QVERIFY(mails.first()[u"encrypted"_s].toBool() && mails.first()[u"user"_s] == u"PLAIN"_s);
        const QJsonObject mail = mails.first()[u"parsed"_s].toObject();
        QCOMPARE(mail[u"defects"_s].toArray(), QJsonArray());
        QCOMPARE(mail[u"subject"_s].toString(), u"日鉴 2026-01-07：480 个提交，🔴 160 🟡 160 🟢 160"_s);
        const QString text = mail[u"text"_s].toString(), html = mail[u"html"_s].toString();
        QVERIFY(text.startsWith(mail[u"subject"_s].toString() + u"\n\n2 个仓库，480 个提交"_s));
        QCOMPARE(m_day.missingIn(text, m_day.worth), QString());
        QCOMPARE(m_day.missingIn(html, m_day.worth), QString());
        QVERIFY(text.contains(u"@all <at user_id=\"all\"></at> 空输入时不再崩溃"_s)); // as it was committed
        QVERIFY(html.contains(u"&lt;at user_id="_s) && !html.contains(u"<at "_s) && !html.contains(u"<!channel"_s));
        static const QRegularExpression link(u"href=\"([^\"]*)\""_s);
        QStringList links;
        for (const QRegularExpressionMatch &match : link.globalMatch(html))
            links.append(match.captured(1));
        QCOMPARE(links, m_day.addresses);
    }

    void greylisted_data()
    {
        QTest::addColumn<bool>("patient");
        QTest::newRow("in the same run") << true;
        QTest::newRow("the program ended as it waited") << false;
    }

    /// A server that takes no mail of strangers at first (451): the mail waits, and comes once.
    void greylisted()
    {
        QFETCH(const bool, patient);
        QVERIFY(begin(6, u"grey@example.org"_s));
        m_patient = patient;
        const DeliveryResult first = deliver();
        QCOMPARE(m_waited, QList<int>{60});
        QCOMPARE(m_meanwhile, QList<QList<PartState>>{{PartState::Waiting}});
        QCOMPARE(!first.error, patient);
        if (!patient) {
            QVERIFY2(first.error->message.contains(u"451"_s) && first.error->message.contains(u"The next run goes on"_s), qPrintable(first.error->message));
            QCOMPARE(states(), QList{PartState::Waiting});
        }
        m_patient = true;
        QVERIFY(!deliver().error);
        QCOMPARE(states(), QList{PartState::Delivered});
        QVERIFY(!deliver().error);
        const QList<QJsonObject> mails = m_server->stop();
        QCOMPARE(mails.size(), 1);
        QCOMPARE(mails.first()[u"to"_s].toArray(), QJsonArray{u"grey@example.org"_s});
        QCOMPARE(m_day.missingIn(mails.first()[u"parsed"_s].toObject()[u"text"_s].toString(), m_day.worth), QString());
    }
};

RIJIAN_TEST_MAIN(TestMailDelivery)
#include "tst_maildelivery.moc"
