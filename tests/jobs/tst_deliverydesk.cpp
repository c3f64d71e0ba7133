// Delivery for windows: what of a secret is kept, delivering by hand to chosen targets, and what became of a day.

#include "delivery/service.h"
#include "jobs/deliverydesk.h"
#include "jobs/runlock.h"
#include "support/digestday.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>

#include <semaphore>

using namespace rijian;
using namespace rijian::jobs;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using delivery::HttpAnswer;
using storage::PartState;

class TestDeliveryDesk : public QObject
{
    Q_OBJECT

    const DaySpan m_span{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
    const DeliverySecret m_kept{.address = u"https://hooks.example.org/old"_s, .signature = u"old key"_s};
    std::unique_ptr<QTemporaryDir> m_folder;
    DeliveryRequest m_request;
    QList<delivery::Post> m_posted; ///< on the desk's thread; read when its answers have come
    std::function<HttpAnswer()> m_answer;
    std::optional<DeliverySecret> m_keychain;
    bool m_locked = false; ///< the keychain does not answer
    int m_written = 0;

    DeliveryMeans means()
    {
        DeliveryMeans means;
        means.post = [this](const delivery::Post &post, std::stop_token stop) {
            m_posted.append(post);
            const HttpAnswer answer = m_answer ? m_answer() : ok();
            return stop.stop_requested() ? HttpAnswer{.end = HttpAnswer::End::Broken} : answer; // as one that is cut off
        };
        means.secret = [this](const DeliveryTarget &) -> Result<DeliverySecret> { return m_kept; };
        means.wait = [](std::chrono::milliseconds, std::stop_token stop) { return !stop.stop_requested(); };
        return means;
    }

    SecretKeeper keeper()
    {
        return {.read = [this](const DeliveryTarget &) -> Result<DeliverySecret> {
                    return m_keychain && !m_locked ? Result<DeliverySecret>(*m_keychain) : failure(ErrorKind::Auth, u"no keychain"_s);
                },
                .write = [this](const DeliveryTarget &, const DeliverySecret &secret) -> Result<void> {
                    ++m_written;
                    m_keychain = secret;
                    return {};
                }};
    }

    static HttpAnswer ok() { return {.status = 200, .body = "{\"errcode\":0}"}; }

    DeliveryTarget add(const DeliveryTarget &target)
    {
        const auto database = storage::Database::open(m_folder->path());
        return database ? storage::DeliveryStore(**database).save(target).value_or(DeliveryTarget()) : DeliveryTarget();
    }

    void fill(int commits)
    {
        const auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        const auto repository = testkit::addDigestDay(**database, m_span, commits);
        VERIFY_OK(repository);
        m_request = {.span = m_span, .repositories = {*repository}, .least = {}};
    }

    QList<TargetDay> deliver(DeliveryDesk &desk, const QList<qint64> &targets, std::stop_token stop = {})
    {
        return desk.deliverTo(targets, m_request, std::move(stop)).result().value_or(QList<TargetDay>());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_posted.clear();
        m_answer = {};
        m_keychain = m_kept;
        m_locked = false;
        m_written = 0;
    }

    void anEmptyFieldIsKept_data()
    {
        using Typed = std::optional<DeliverySecret>;
        const DeliverySecret address{.address = u"https://hooks.example.org/new"_s}, key{.signature = u"new key"_s};
        const DeliverySecret both{.address = address.address, .signature = key.signature};
        QTest::addColumn<Typed>("typed");
        QTest::addColumn<bool>("unsign");
        QTest::addColumn<DeliverySecret>("kept");
        QTest::addRow("nothing") << Typed() << false << m_kept;
        QTest::addRow("an address") << Typed(address) << false << DeliverySecret{.address = address.address, .signature = m_kept.signature};
        QTest::addRow("a key") << Typed(key) << false << DeliverySecret{.address = m_kept.address, .signature = key.signature};
        QTest::addRow("both") << Typed(both) << false << both;
        QTest::addRow("no key any more") << Typed() << true << DeliverySecret{.address = m_kept.address};
        QTest::addRow("an address, no key any more") << Typed(address) << true << address;
    }

    /// Of a changed target's secret only what was typed is replaced; the test message goes by the very secret that would be kept.
    void anEmptyFieldIsKept()
    {
        QFETCH(const std::optional<DeliverySecret>, typed);
        QFETCH(const bool, unsign);
        QFETCH(const DeliverySecret, kept);
        const DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::Webhook});
        DeliveryDesk desk(m_folder->path(), means(), keeper());
        VERIFY_OK(desk.test(target, typed, unsign).result());
        QCOMPARE(m_posted.size(), 1);
        const delivery::Post &post = m_posted.first();
        QCOMPARE(post.url, QUrl(kept.address));
        const auto header = [&](const QByteArray &name) {
            const auto found = std::ranges::find(post.headers, name, [](const auto &one) { return one.first; });
            return found == post.headers.end() ? QByteArray() : found->second;
        };
        QCOMPARE(header("X-Rijian-Signature"), kept.signature.isEmpty() ? QByteArray()
                                                                        : "sha256=" + delivery::hmacSha256(kept.signature.toUtf8(), header("X-Rijian-Timestamp") + '.' + post.body).toHex());
        QCOMPARE(m_written, 0);
        VERIFY_OK(desk.save(target, typed, unsign).result());
        QCOMPARE(*m_keychain, kept);
        QCOMPARE(m_written, typed || unsign ? 1 : 0);
    }

    /// A keychain that does not answer must not cost the key that is in it; what is given whole needs none to be read.
    void whatCannotBeReadIsNotOverwritten()
    {
        DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::DingTalk});
        target.name = u"X"_s;
        m_locked = true;
        DeliveryDesk desk(m_folder->path(), means(), keeper());
        const DeliverySecret address{.address = u"https://hooks.example.org/new"_s};
        VERIFY_FAILS(desk.save(target, address).result(), ErrorKind::Auth);
        VERIFY_FAILS(desk.test(target, address).result(), ErrorKind::Auth);
        VERIFY_FAILS(desk.save(target, DeliverySecret{.signature = u"k"_s}).result(), ErrorKind::Auth);
        QCOMPARE(m_written, 0);
        QVERIFY(m_posted.isEmpty());
        QCOMPARE(desk.targets().result().value().first().target.name, u"W"_s);
        VERIFY_OK(desk.save(target, address, true).result());
        QCOMPARE(*m_keychain, address);
        VERIFY_OK(desk.save(target, m_kept).result());
        QCOMPARE(*m_keychain, m_kept);
    }

    /// A new target has nothing that is kept: empty means unsigned, and an address is demanded.
    void aNewTargetIsWhatWasTyped()
    {
        m_keychain.reset();
        DeliveryDesk desk(m_folder->path(), means(), keeper());
        VERIFY_FAILS(desk.save({.name = u"F"_s, .kind = DeliveryKind::Feishu}, DeliverySecret{.signature = u"k"_s}).result(), ErrorKind::Usage);
        const DeliverySecret address{.address = u"https://hooks.example.org/new"_s};
        VERIFY_OK(desk.save({.name = u"F"_s, .kind = DeliveryKind::Feishu}, address).result());
        QCOMPARE(*m_keychain, address);
    }

    /// Only to those that are chosen, and what is told of the day is what Delivering remembers of it, whatever the target lists.
    void aDayAtItsTargets_data()
    {
        QTest::addColumn<Importance>("least");
        QTest::addColumn<int>("days");
        QTest::newRow("medium") << Importance::Medium << 1;
        QTest::newRow("high") << Importance::High << 1;
        QTest::newRow("several days") << Importance::High << 3;
    }

    void aDayAtItsTargets()
    {
        QFETCH(const Importance, least);
        QFETCH(const int, days);
        fill(1);
        m_request.span.last = m_request.span.first.addDays(days - 1);
        const DeliveryTarget chosen = add({.name = u"A"_s, .kind = DeliveryKind::WeCom, .least = least});
        add({.name = u"B"_s, .kind = DeliveryKind::WeCom, .least = least});
        add({.name = u"C"_s, .kind = DeliveryKind::WeCom, .enabled = false});
        DeliveryDesk desk(m_folder->path(), means());
        const auto before = desk.stateOf(m_request.span).result();
        VERIFY_OK(before);
        QCOMPARE(before->size(), 2); // C is off
        QVERIFY(!before->first().decisive());
        QStringList told;
        const auto done = desk.deliverTo({chosen.id, 999}, m_request, {}, [&](const TargetDay &day) { told.append(day.target.name); }).result();
        VERIFY_OK(done);
        QCOMPARE(done->size(), 1); // who is gone is left out
        QCOMPARE(told, QStringList{u"A"_s});
        QVERIFY(done->first().result && !done->first().result->error);
        QCOMPARE(done->first().decisive()->state, PartState::Delivered);
        QCOMPARE(m_posted.size(), 1);
        const auto after = desk.stateOf(m_request.span).result();
        VERIFY_OK(after);
        QCOMPARE(after->first().delivered(), 1);
        QVERIFY(!after->last().decisive());
        // Once more: delivered before. Again: anew.
        QCOMPARE(deliver(desk, {chosen.id}).first().result->already, 1);
        QCOMPARE(m_posted.size(), 1);
        m_request.again = true;
        QCOMPARE(deliver(desk, {chosen.id}).first().result->delivered, 1);
        QCOMPARE(m_posted.size(), 2);
    }

    /// The user's stop comes between two messages: the one that leaves is not cut off, and the rest goes out once.
    void stoppingLetsAMessageArrive()
    {
        fill(30);
        const DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        std::stop_source stop;
        DeliveryDesk desk(m_folder->path(), means());
        m_answer = [&] {
            stop.request_stop();
            return ok();
        };
        const TargetDay stopped = deliver(desk, {target.id}, stop.get_token()).value(0);
        QVERIFY(stopped.result && stopped.result->error && stopped.result->error->kind == ErrorKind::Cancelled);
        QCOMPARE(m_posted.size(), 1);
        QVERIFY(stopped.parts.size() > 2);
        QCOMPARE(stopped.delivered(), 1);
        QCOMPARE(stopped.decisive()->state, PartState::Waiting);
        const TargetDay rest = deliver(desk, {target.id}).value(0);
        QVERIFY(rest.result && !rest.result->error);
        QCOMPARE(rest.delivered(), rest.parts.size());
        QSet<QByteArray> bodies;
        for (const delivery::Post &post : std::as_const(m_posted))
            bodies.insert(post.body);
        QCOMPARE(bodies.size(), rest.parts.size());
        QCOMPARE(m_posted.size(), rest.parts.size());
    }

    /// What is shown does not queue behind what is being sent.
    void thePreviewDoesNotWait()
    {
        fill(1);
        const DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        std::binary_semaphore leaving(0), shown(0);
        bool waited = false;
        DeliveryDesk desk(m_folder->path(), means()); // ends before what its thread uses
        m_answer = [&] {
            leaving.release();
            waited = !shown.try_acquire_for(30s);
            return ok();
        };
        const auto sent = desk.deliverTo({target.id}, m_request, {});
        QVERIFY(leaving.try_acquire_for(30s));
        const auto preview = desk.preview(target, m_request).result();
        const auto state = desk.stateOf(m_span).result();
        shown.release();
        VERIFY_OK(preview);
        QVERIFY(preview->messages.first().contains(u"第 0 个问题"_s) && preview->count == 1 && !preview->cut);
        VERIFY_OK(state);
        QCOMPARE(state->first().decisive()->state, PartState::Sending);
        VERIFY_OK(sent.result());
        QVERIFY(!waited);
    }

    /// Another sender has the lock: nothing is sent, and the words say what to do.
    void anotherSenderIsSaid()
    {
        fill(1);
        const DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        DeliveryDesk desk(m_folder->path(), means());
        {
            const auto lock = RunLock::take(m_folder->path(), u"deliver"_s);
            VERIFY_OK(lock);
            const TargetDay busy = deliver(desk, {target.id}).value(0);
            QVERIFY(busy.result && busy.result->error && busy.result->error->kind == ErrorKind::Busy);
            QVERIFY(busy.result->error->message.contains(u"daily run"_s));
            QVERIFY(m_posted.isEmpty());
        }
        QCOMPARE(deliver(desk, {target.id}).first().result->delivered, 1);
    }

    /// What waits because something failed is the last that became of a target, with its reason.
    void aTargetThatWaitsSaysWhy()
    {
        fill(1);
        const DeliveryTarget target = add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        DeliveryDesk desk(m_folder->path(), means());
        m_answer = [] { return HttpAnswer{.status = 200, .body = "{\"errcode\":-1}"}; };
        QVERIFY(deliver(desk, {target.id}).first().result->error);
        const auto states = desk.targets().result();
        VERIFY_OK(states);
        QVERIFY(states->first().last);
        QCOMPARE(states->first().last->state, PartState::Waiting);
        QVERIFY(states->first().last->message.contains(u"busy"_s));
    }
};

RIJIAN_TEST_MAIN(TestDeliveryDesk)
#include "tst_deliverydesk.moc"
