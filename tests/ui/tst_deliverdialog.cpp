// Delivering the days shown by hand: what each target would get, what came of it, and that nothing is lost or sent twice.

#include "jobs/runlock.h"
#include "storage/database.h"
#include "storage/settingsstore.h"
#include "support/digestday.h"
#include "support/modelserver.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/actions.h"
#include "ui/dialogs/deliverdialog.h"
#include "ui/dialogs/formparts.h"
#include "ui/emptystate.h"
#include "ui/messagebar.h"
#include "ui/sending.h"
#include "ui/window/delivercontroller.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <semaphore>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testkit::jsonReply;

class TestDeliverDialog : public QObject
{
    Q_OBJECT

    static constexpr int patience = 30'000; // milliseconds: the machine may be busy
    static constexpr int lineColumn = 3;
    const DaySpan m_span{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
    testkit::ModelServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Sending> m_sending;
    std::unique_ptr<DeliverDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_previewed;
    jobs::DeliveryRequest m_request;

    template<typename Widget>
    Widget *part(const QString &name) const { return m_dialog->findChild<Widget *>(name); }
    QTreeWidget *list() const { return part<QTreeWidget>(u"targets"_s); }
    QString line(int row) const { return list()->topLevelItem(row) ? list()->topLevelItem(row)->text(lineColumn) : QString(); }
    QString message() const { return part<QLabel>(u"message"_s)->text(); }
    QString preview() const { return part<QPlainTextEdit>(u"preview"_s)->toPlainText(); }

    void fill(int commits)
    {
        const auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        const auto repository = testkit::addDigestDay(**database, m_span, commits);
        VERIFY_OK(repository);
        m_request = {.span = m_span, .repositories = {*repository}, .least = {}};
        Settings settings;
        settings.fetchOnStart = false;
        settings.fetchMinutes = 0;
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
    }

    /// Its address is that of the server, in the environment.
    void add(const DeliveryTarget &target)
    {
        const auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        VERIFY_OK(storage::DeliveryStore(**database).save(target));
        qputenv(deliveryVariable(target.name).toLatin1().constData(), (m_server.url().toString() + u"/SECRET"_s).toUtf8());
    }

    void open()
    {
        jobs::DeliveryMeans means;
        means.wait = [](std::chrono::milliseconds, std::stop_token stop) { return !stop.stop_requested(); };
        m_sending = std::make_unique<Sending>(m_folder->path(), nullptr, means);
        m_dialog = std::make_unique<DeliverDialog>(*m_sending, m_request);
        m_previewed = std::make_unique<QSignalSpy>(m_dialog.get(), &DeliverDialog::previewed);
        m_dialog->show();
    }

    /// The targets are there, and the first one's preview.
    void openWithTargets(int count)
    {
        open();
        QTRY_COMPARE_WITH_TIMEOUT(list()->topLevelItemCount(), count, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_previewed->isEmpty(), patience);
    }

    void send(bool again = false)
    {
        QSignalSpy finished(m_sending.get(), &Sending::finished);
        part<QCheckBox>(u"again"_s)->setChecked(again);
        QVERIFY(part<QPushButton>(u"send"_s)->isEnabled());
        part<QPushButton>(u"send"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    }

private Q_SLOTS:
    void initTestCase() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server.script({});
        m_server.setAnswer([](const testkit::ModelRequest &) { return jsonReply({{u"errcode"_s, 0}, {u"code"_s, 0}}); });
        m_server.clearRequests();
        fill(1);
    }
    void cleanup()
    {
        m_previewed.reset();
        m_dialog.reset();
        m_sending.reset();
    }

    /// The targets that are on, what they list, and of the current one the messages as text. Looking sends nothing.
    void whatEachTargetWouldGet()
    {
        add({.name = u"A"_s, .kind = DeliveryKind::WeCom});
        add({.name = u"Off"_s, .kind = DeliveryKind::Slack, .enabled = false});
        add({.name = u"Z"_s, .kind = DeliveryKind::Git, .folder = m_folder->path(), .pattern = u"{date}.md"_s});
        openWithTargets(2);
        QCOMPARE(list()->topLevelItem(0)->text(0), u"A"_s);
        QCOMPARE(line(0), u"not sent yet"_s);
        QVERIFY2(preview().startsWith(u"### 日鉴 2026-01-07"_s) && preview().contains(u"第 0 个问题"_s), qPrintable(preview()));
        QCOMPARE(part<QLabel>(u"previewNote"_s)->text(), u"1 message(s)"_s);
        m_previewed->clear();
        list()->setCurrentItem(list()->topLevelItem(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_previewed->size(), 1, patience);
        QVERIFY2(preview().startsWith(u"# "_s), qPrintable(preview()));
        QVERIFY(part<QLabel>(u"previewNote"_s)->text().startsWith(u"2026-01-07.md"_s));
        QVERIFY(part<QLabel>(u"detail"_s)->text().startsWith(u"Z: "_s));
        QCOMPARE(m_server.count(), 0);
    }

    /// Once; again only where the user ticks so, and that tick holds for one delivery.
    void aDayIsSentOnce()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        openWithTargets(1);
        send();
        QCOMPARE(line(0), u"delivered"_s);
        QCOMPARE(m_server.count(), 1);
        QVERIFY(m_server.requests().first().body[u"markdown"_s][u"content"_s].toString().contains(u"第 0 个问题"_s));
        QVERIFY(!part<QWidget>(u"progress"_s)->isVisible());
        send();
        QCOMPARE(line(0), u"delivered before; not sent again"_s);
        QCOMPARE(m_server.count(), 1);
        send(true);
        QCOMPARE(line(0), u"delivered"_s);
        QCOMPARE(m_server.count(), 2);
        QVERIFY(!part<QCheckBox>(u"again"_s)->isChecked());
        // As it is remembered.
        m_dialog.reset();
        openWithTargets(1);
        QVERIFY2(line(0).startsWith(u"delivered ("_s), qPrintable(line(0)));
    }

    /// Why is said in the list, remembered, and once mended it goes out.
    void whatWasRefusedGoesOutOnceItIsMended()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        m_server.script({jsonReply({{u"errcode"_s, 93000}})});
        openWithTargets(1);
        send();
        QVERIFY2(line(0).startsWith(u"refused: "_s) && line(0).contains(u"93000"_s) && !line(0).contains(u"SECRET"_s), qPrintable(line(0)));
        QVERIFY(part<QLabel>(u"detail"_s)->text().contains(u"93000"_s));
        QCOMPARE(part<MessageLabel>(u"message"_s)->kind(), MessageLabel::Kind::Bad);
        m_dialog.reset();
        openWithTargets(1);
        QVERIFY2(line(0).startsWith(u"refused: "_s), qPrintable(line(0)));
        send();
        QCOMPARE(line(0), u"delivered"_s);
        QCOMPARE(part<MessageLabel>(u"message"_s)->kind(), MessageLabel::Kind::Good);
        QCOMPARE(m_server.count(), 2);
    }

    /// A broken connection may have brought it: that is said without the command line's words, and it is not sent again by itself.
    void whatMayHaveArrivedIsNotSentAgain()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        m_server.script({{.status = 0, .end = testkit::ModelReply::End::Reset}});
        openWithTargets(1);
        send();
        QVERIFY2(line(0).startsWith(u"may have been delivered"_s) && !line(0).contains(u"--again"_s), qPrintable(line(0)));
        send();
        QVERIFY2(line(0).startsWith(u"may have been delivered"_s), qPrintable(line(0)));
        QCOMPARE(m_server.count(), 1);
        send(true);
        QCOMPARE(line(0), u"delivered"_s);
        QCOMPARE(m_server.count(), 2);
    }

    /// Of two targets one is unticked; what became of the other does not touch it, and its tick stays.
    void onlyWhatIsTicked()
    {
        add({.name = u"A"_s, .kind = DeliveryKind::WeCom});
        add({.name = u"B"_s, .kind = DeliveryKind::WeCom});
        openWithTargets(2);
        list()->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        send();
        QCOMPARE(m_server.count(), 1);
        QCOMPARE(line(0), u"not sent yet"_s);
        QCOMPARE(line(1), u"delivered"_s);
        m_dialog->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(line(1).startsWith(u"delivered ("_s), patience);
        QCOMPARE(list()->topLevelItem(0)->checkState(0), Qt::Unchecked);
        list()->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        QVERIFY(!part<QPushButton>(u"send"_s)->isEnabled());
    }

    /// Targets that are off do not count; there is a way to the settings, and what was added there is seen.
    void withoutTargetsTheSettingsAreOffered()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom, .enabled = false});
        open();
        auto *empty = m_dialog->findChild<EmptyState *>();
        QTRY_COMPARE_WITH_TIMEOUT(empty->title(), u"There is no target that is on"_s, patience);
        QVERIFY(empty->isVisible() && !list()->isVisible() && !part<QPushButton>(u"send"_s)->isEnabled());
        QSignalSpy wanted(m_dialog.get(), &DeliverDialog::settingsWanted);
        empty->findChildren<QPushButton *>().last()->click();
        QCOMPARE(wanted.size(), 1);
        add({.name = u"X"_s, .kind = DeliveryKind::WeCom});
        m_dialog->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(list()->topLevelItemCount(), 1, patience);
        QVERIFY(list()->isVisible() && part<QPushButton>(u"send"_s)->isEnabled());
    }

    /// Another sender has its turn: said in the line, and nothing is sent.
    void anotherSenderIsSaid()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        openWithTargets(1);
        {
            const auto lock = jobs::RunLock::take(m_folder->path(), u"deliver"_s);
            VERIFY_OK(lock);
            send();
            QVERIFY2(line(0).startsWith(u"Not sent: "_s), qPrintable(line(0)));
            QCOMPARE(m_server.count(), 0);
        }
        send();
        QCOMPARE(line(0), u"delivered"_s);
    }

    /// The dialog goes while a message is under way: it arrives once, the window tells of it, and the next dialog knows.
    void closingLosesAndDoublesNothing()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        const auto answer = std::make_shared<std::binary_semaphore>(0);
        m_server.setAnswer([answer](const testkit::ModelRequest &) {
            (void)answer->try_acquire_for(30s);
            return jsonReply({{u"errcode"_s, 0}});
        });
        jobs::Workspace workspace({.dataFolder = m_folder->path()});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
        workspace.show(m_span, workspace.allIds());
        QWidget window;
        window.show();
        const Actions actions(&window);
        MessageBar messages(&window);
        DeliverController controller(workspace, &messages, actions, &window);
        actions[Do::Deliver]->trigger();
        auto *dialog = window.findChild<DeliverDialog *>();
        QVERIFY(dialog);
        auto *targets = dialog->findChild<QTreeWidget *>(u"targets"_s);
        QTRY_COMPARE_WITH_TIMEOUT(targets->topLevelItemCount(), 1, patience);
        auto *button = dialog->findChild<QPushButton *>(u"send"_s);
        button->click();
        QVERIFY(m_server.waitForRequests(1));
        QVERIFY(dialog->findChild<QWidget *>(u"progress"_s)->isVisible());
        QCOMPARE(targets->topLevelItem(0)->text(lineColumn), u"being sent…"_s);
        dialog->reject();
        QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<DeliverDialog *>(), patience);
        // One that is opened meanwhile shows that it goes on, and offers no second delivery.
        dialog = controller.open();
        targets = dialog->findChild<QTreeWidget *>(u"targets"_s);
        QTRY_COMPARE_WITH_TIMEOUT(targets->topLevelItemCount(), 1, patience);
        QCOMPARE(targets->topLevelItem(0)->text(lineColumn), u"being sent…"_s);
        QCOMPARE(dialog->findChild<QPushButton *>(u"send"_s)->text(), u"St&op"_s);
        dialog->reject();
        QVERIFY(messages.text().isEmpty());
        answer->release();
        QTRY_COMPARE_WITH_TIMEOUT(messages.text(), u"2026-01-07 – W: delivered"_s, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<DeliverDialog *>(), patience);
        dialog = controller.open();
        targets = dialog->findChild<QTreeWidget *>(u"targets"_s);
        QTRY_COMPARE_WITH_TIMEOUT(targets->topLevelItemCount(), 1, patience);
        QVERIFY(targets->topLevelItem(0)->text(lineColumn).startsWith(u"delivered ("_s));
        QCOMPARE(m_server.count(), 1);
    }

    /// All of it without a mouse; each letter after an ampersand leads to one thing; what can be read aloud has a name.
    void keyboardReachesAll()
    {
        add({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        openWithTargets(1);
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get(), 30'000));
        QSet<QString> met;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(m_dialog->focusWidget() ? m_dialog->focusWidget() : m_dialog.get(), Qt::Key_Tab);
            if (m_dialog->focusWidget())
                met.insert(m_dialog->focusWidget()->objectName());
        }
        for (const QString &name : {u"targets"_s, u"again"_s, u"preview"_s, u"settings"_s, u"send"_s, u"close"_s})
            QVERIFY2(met.contains(name), qPrintable(name + u" is not among "_s + QStringList(met.begin(), met.end()).join(u", "_s)));
        QSet<QChar> letters;
        QStringList texts;
        for (const QAbstractButton *button : m_dialog->findChildren<QAbstractButton *>())
            texts << button->text();
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->buddy())
                texts << label->text();
        }
        for (const QString &text : std::as_const(texts)) {
            if (!text.contains(u'&'))
                continue;
            const QChar letter = text.section(u'&', 1).at(0).toLower();
            QVERIFY2(!letters.contains(letter), qPrintable(text));
            letters.insert(letter);
        }
        QCOMPARE(letters.size(), 4);
        for (const QString &name : {u"targets"_s, u"preview"_s, u"progress"_s})
            QVERIFY2(!part<QWidget>(name)->accessibleName().isEmpty(), qPrintable(name));
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Space);
        QCOMPARE(list()->topLevelItem(0)->checkState(0), Qt::Unchecked);
        QVERIFY(!part<QPushButton>(u"send"_s)->isEnabled());
    }
};

RIJIAN_UI_TEST_MAIN(TestDeliverDialog)
#include "tst_deliverdialog.moc"
