// The settings' targets: added, switched, edited and removed by their dialog, with what is wrong said in one line.

#include "jobs/deliverydesk.h"
#include "storage/database.h"
#include "storage/dailystore.h"
#include "storage/deliverystore.h"
#include "support/modelserver.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/targetdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

class TestDeliveryPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SettingsDialog> m_dialog;

    template<typename Widget>
    Widget *part(const QString &name) const { return m_dialog->findChild<Widget *>(name); }

    TargetDialog *openTarget(const QString &button) const
    {
        part<QPushButton>(button)->click();
        return m_dialog->findChild<TargetDialog *>();
    }

    static QString wrong(const TargetDialog *dialog) { return dialog->findChild<MessageLabel *>(u"message"_s)->text(); }
    static void choose(const TargetDialog *dialog, DeliveryKind kind)
    {
        auto *box = dialog->findChild<QComboBox *>(u"kind"_s);
        box->setCurrentIndex(box->findData(int(kind)));
    }

    QList<DeliveryTarget> stored() const
    {
        const auto database = storage::Database::open(m_folder->path());
        return database ? storage::DeliveryStore(**database).targets().value_or(QList<DeliveryTarget>()) : QList<DeliveryTarget>();
    }

    void open()
    {
        m_dialog = std::make_unique<SettingsDialog>(Settings());
        m_dialog->setDataFolder(m_folder->path());
        m_dialog->show();
        m_dialog->showPage(SettingsDialog::Page::Schedule);
    }

private Q_SLOTS:
    void initTestCase() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }
    void init()
    {
        m_dialog.reset();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_dialog.reset(); }

    void aTargetFromItsDialogToTheStoreAndBack()
    {
        open();
        TargetDialog *dialog = openTarget(u"addTarget"_s);
        QVERIFY(dialog);
        choose(dialog, DeliveryKind::Git);
        QVERIFY(!dialog->findChild<QLineEdit *>(u"address"_s)->isVisible() && dialog->findChild<QLineEdit *>(u"folder"_s)->isVisible());
        dialog->accept();
        QVERIFY(!wrong(dialog).isEmpty());
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"归档"_s);
        dialog->accept();
        QVERIFY(wrong(dialog).contains(u"folder"_s));
        dialog->findChild<QLineEdit *>(u"folder"_s)->setText(m_folder->path());
        dialog->findChild<QLineEdit *>(u"pattern"_s)->setText(u"../x.md"_s);
        dialog->accept();
        QVERIFY(wrong(dialog).contains(u"../x.md"_s));
        dialog->findChild<QLineEdit *>(u"pattern"_s)->setText(u"{date}.md"_s);
        dialog->findChild<QCheckBox *>(u"push"_s)->setChecked(true);
        dialog->accept();
        auto *list = part<QTreeWidget>(u"targets"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(stored().size(), 1);
        const DeliveryTarget target = stored().first();
        QVERIFY(target.name == u"归档"_s && target.kind == DeliveryKind::Git && target.folder == m_folder->path() && target.pattern == u"{date}.md"_s && target.push && target.enabled);

        list->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY(!stored().first().enabled);
        QVERIFY(!part<QPushButton>(u"editTarget"_s)->isEnabled());
        list->setCurrentItem(list->topLevelItem(0));
        QTRY_VERIFY(!m_dialog->findChild<TargetDialog *>());
        dialog = openTarget(u"editTarget"_s);
        QCOMPARE(dialog->findChild<QLineEdit *>(u"name"_s)->text(), u"归档"_s);
        QVERIFY(!dialog->findChild<QComboBox *>(u"kind"_s)->isEnabled());
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"归档二"_s);
        dialog->accept();
        QTRY_COMPARE(list->topLevelItem(0)->text(0), u"归档二"_s);
        QVERIFY(!stored().first().enabled && stored().first().key == target.key);

        list->setCurrentItem(list->topLevelItem(0));
        part<QPushButton>(u"removeTarget"_s)->click();
        QTRY_COMPARE(list->topLevelItemCount(), 0);
        QVERIFY(stored().isEmpty());
    }

    void aWebhookIsTriedBeforeItIsKept()
    {
        testkit::ModelServer server;
        server.script({testkit::jsonReply({{u"errcode"_s, 93000}}), testkit::jsonReply({{u"errcode"_s, 0}})});
        open();
        TargetDialog *dialog = openTarget(u"addTarget"_s);
        choose(dialog, DeliveryKind::WeCom);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"组"_s);
        auto *address = dialog->findChild<QLineEdit *>(u"address"_s);
        address->setText(u"http://hooks.example.org/SECRET"_s);
        auto *test = dialog->findChild<QPushButton *>(u"test"_s);
        test->click();
        QVERIFY(wrong(dialog).contains(u"https://"_s) && !wrong(dialog).contains(u"SECRET"_s));
        address->setText(server.url().toString() + u"/SECRET"_s);
        test->click();
        QTRY_VERIFY(wrong(dialog).contains(u"93000"_s));
        QTRY_VERIFY(test->isEnabled());
        test->click();
        QTRY_COMPARE(dialog->findChild<MessageLabel *>(u"message"_s)->kind(), MessageLabel::Kind::Good);
        QCOMPARE(server.count(), 2);
        // Without a keychain there is nowhere to keep the address: the target is not kept either.
        dialog->accept();
        QTRY_COMPARE(dialog->findChild<MessageLabel *>(u"message"_s)->kind(), MessageLabel::Kind::Bad);
        QVERIFY(dialog->isVisible() && stored().isEmpty());
    }

    /// Whoever edits one half of a webhook's secret keeps the other; the key goes only by its own tick, which a new target does not have.
    void halfASecretKeepsTheOther()
    {
        const DeliverySecret kept{.address = u"https://hooks.example.org/old"_s, .signature = u"old key"_s};
        DeliverySecret keychain = kept; // on the desk's thread; read when its answers have come
        qint64 id = 0;
        {
            const auto database = storage::Database::open(m_folder->path());
            const auto saved = storage::DeliveryStore(**database).save({.name = u"F"_s, .kind = DeliveryKind::Feishu});
            VERIFY_OK(saved);
            id = saved->id;
        }
        jobs::DeliveryDesk desk(m_folder->path(), {}, {.read = [&keychain](const DeliveryTarget &) -> Result<DeliverySecret> { return keychain; },
                                                       .write = [&keychain](const DeliveryTarget &, const DeliverySecret &secret) -> Result<void> {
                                                           keychain = secret;
                                                           return {};
                                                       }});
        const auto edit = [&](const std::function<void(TargetDialog &)> &change) {
            TargetDialog dialog(desk, {.id = id, .name = u"F"_s, .kind = DeliveryKind::Feishu});
            dialog.show();
            change(dialog);
            dialog.accept();
            QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        };
        edit([](TargetDialog &dialog) { dialog.findChild<QLineEdit *>(u"address"_s)->setText(u"https://hooks.example.org/new"_s); });
        QCOMPARE(keychain, (DeliverySecret{.address = u"https://hooks.example.org/new"_s, .signature = kept.signature}));
        edit([](TargetDialog &dialog) { dialog.findChild<QLineEdit *>(u"signature"_s)->setText(u"new key"_s); });
        QCOMPARE(keychain, (DeliverySecret{.address = u"https://hooks.example.org/new"_s, .signature = u"new key"_s}));
        edit([](TargetDialog &dialog) {
            auto *tick = dialog.findChild<QCheckBox *>(u"unsigned"_s);
            QVERIFY(tick->isVisible() && !tick->isChecked());
            tick->setChecked(true);
            QVERIFY(!dialog.findChild<QLineEdit *>(u"signature"_s)->isEnabled());
        });
        QCOMPARE(keychain, (DeliverySecret{.address = u"https://hooks.example.org/new"_s}));
        TargetDialog fresh(desk, {.kind = DeliveryKind::Feishu});
        fresh.show();
        QVERIFY(fresh.findChild<QLineEdit *>(u"signature"_s)->isVisible() && !fresh.findChild<QCheckBox *>(u"unsigned"_s)->isVisible());
    }

    /// A git target's, too, and what waits because something failed: with its reason and a colour of its own.
    void theLastStateIsTold()
    {
        using storage::PartState;
        storage::DeliveryPart part{.subject = u"2026-01-07 high"_s, .part = 1, .parts = 1, .state = PartState::Waiting, .message = u"A merge is going on."_s};
        const DeliveryTarget git{.name = u"G"_s, .kind = DeliveryKind::Git};
        QCOMPARE(deliveryStateText({git, {}}), u"never"_s);
        QCOMPARE(deliveryStateText({git, part}), u"2026-01-07: waiting – A merge is going on."_s);
        QCOMPARE(deliveryTone(part), DeliveryTone::Waiting);
        part.message.clear();
        QCOMPARE(deliveryStateText({git, part}), u"2026-01-07: waiting"_s);
        QCOMPARE(deliveryTone(part), DeliveryTone::Plain);
        part.state = PartState::Delivered;
        QCOMPARE(deliveryStateText({git, part}), u"2026-01-07: committed"_s);
        part.state = PartState::Refused;
        QCOMPARE(deliveryTone(part), DeliveryTone::Bad);
    }

    void mailHasItsOwnFields()
    {
        open();
        TargetDialog *dialog = openTarget(u"addTarget"_s);
        choose(dialog, DeliveryKind::Email);
        for (const QString &name : {u"server"_s, u"from"_s, u"to"_s, u"password"_s})
            QVERIFY2(dialog->findChild<QLineEdit *>(name)->isVisible(), qPrintable(name));
        QVERIFY(!dialog->findChild<QLineEdit *>(u"signature"_s)->isVisible());
        QCOMPARE(dialog->findChild<QLineEdit *>(u"password"_s)->echoMode(), QLineEdit::Password);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"邮件"_s);
        dialog->findChild<QLineEdit *>(u"server"_s)->setText(u"smtp.example.org"_s);
        dialog->findChild<QLineEdit *>(u"from"_s)->setText(u"a@example.org"_s);
        dialog->findChild<QLineEdit *>(u"to"_s)->setText(u"b@example.org, c@example.org"_s);
        dialog->accept(); // no user, no password, no keychain
        QTRY_COMPARE(stored().size(), 1);
        QCOMPARE(stored().first().to, QStringList({u"b@example.org"_s, u"c@example.org"_s}));
    }

    void theLastRunIsTold()
    {
        {
            const auto database = storage::Database::open(m_folder->path());
            storage::DailyStore store(**database);
            VERIFY_OK(store.begin(QDate(2026, 1, 7), QDateTime::currentDateTimeUtc()));
            VERIFY_OK(store.end(QDate(2026, 1, 7), false, u"W: gone"_s, QDateTime::currentDateTimeUtc()));
        }
        open();
        QTRY_VERIFY(part<MessageLabel>(u"lastRun"_s)->text().contains(u"W: gone"_s));
        QCOMPARE(part<MessageLabel>(u"lastRun"_s)->kind(), MessageLabel::Kind::Bad);
        QVERIFY(part<MessageLabel>(u"nextRun"_s)->text().isEmpty()); // the daily run is off
        Settings settings;
        settings.daily = true;
        m_dialog = std::make_unique<SettingsDialog>(settings);
        QVERIFY(part<MessageLabel>(u"nextRun"_s)->text().startsWith(u"Next run: "_s));
    }
};

RIJIAN_UI_TEST_MAIN(TestDeliveryPage)
#include "tst_deliverypage.moc"
