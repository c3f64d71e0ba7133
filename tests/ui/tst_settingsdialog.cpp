// The settings: every field that the dialog offers goes through its widget and back; the key goes to the keychain and
// nowhere else; the connection test says in one line what is wrong, and gives the key to nobody but the service.

#include "analysis/llm/connectiontest.h"
#include "analysis/llm/providers.h"
#include "support/certificate.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/settings/foldgroup.h"
#include "ui/dialogs/settings/ownfiles.h"
#include "ui/dialogs/settingsdialog.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFontComboBox>
#include <QFontDatabase>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QLineEdit>
#include <QListWidget>
#include <QMutex>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTimeEdit>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;
using analysis::llm::ConnectionAnswer;
using Outcome = ConnectionAnswer::Outcome;

namespace {

const QString secret = QStringLiteral("sk-very-secret-0815");

/// A keychain in memory.
struct Keychain {
    QMutex mutex;
    QMap<QString, QString> entries;
    bool broken = false;

    SecretStore store()
    {
        return {.read = [this](const QString &key) -> Result<QString> {
                    const QMutexLocker lock(&mutex);
                    if (QThread::isMainThread() || !entries.contains(key))
                        return failure(ErrorKind::NotFound, u"none"_s);
                    return entries.value(key);
                },
                .write = [this](const QString &key, const QString &text) -> Result<void> {
                    const QMutexLocker lock(&mutex);
                    if (QThread::isMainThread() || broken)
                        return failure(ErrorKind::NotFound, u"This session has no keychain that answers."_s);
                    text.isEmpty() ? void(entries.remove(key)) : void(entries.insert(key, text));
                    return {};
                }};
    }

    QString value(const QString &key)
    {
        const QMutexLocker lock(&mutex);
        return entries.value(key);
    }
};

/// A service that answers as told and notes what it was sent.
struct Service {
    QHttpServer server;
    QTcpServer *listener = new QTcpServer;
    int status = 200;
    QByteArray body = R"({"object":"list","data":[{"id":"zeta"},{"id":"alpha"}]})";
    QByteArray location;
    QByteArrayList authorizations;
    QStringList paths;

    Service()
    {
        server.setMissingHandler(&server, [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            paths << request.url().path();
            authorizations << request.value("Authorization");
            QHttpHeaders headers;
            headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
            if (!location.isEmpty() && !request.url().path().startsWith("/moved"_L1))
                headers.append(QHttpHeaders::WellKnownHeader::Location, location);
            const bool moved = request.url().path().startsWith("/moved"_L1);
            responder.write(body, headers, QHttpServerResponder::StatusCode(moved ? 200 : status));
        });
        if (!listener->listen(QHostAddress::LocalHost) || !server.bind(listener))
            qFatal("cannot listen");
    }

    QString url() const { return u"http://127.0.0.1:%1/v1"_s.arg(listener->serverPort()); }
};

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

    Keychain m_keychain;
    std::unique_ptr<SettingsDialog> m_dialog;

    template<typename T>
    T *field(const QString &name) const { return m_dialog->findChild<T *>(name); }

    void open(const Settings &settings = {})
    {
        m_dialog = std::make_unique<SettingsDialog>(settings, nullptr, m_keychain.store());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get(), 30'000));
    }

    QAbstractButton *button(QDialogButtonBox::StandardButton which) const { return m_dialog->findChild<QDialogButtonBox *>()->button(which); }

    void choose(const QString &combo, const QString &data) const
    {
        auto *box = field<QComboBox>(combo);
        QVERIFY(box->findData(data) >= 0);
        box->setCurrentIndex(box->findData(data));
    }

    /// Every field that a page offers, other than the default.
    static Settings others()
    {
        Settings s;
        s.language = u"zh_CN"_s;
        s.timeZone = u"Europe/Berlin"_s;
        s.theme = u"dark"_s;
        s.fontSize = 13;
        s.codeFont = QFontDatabase::families().value(0);
        for (const QString &family : QFontDatabase::families()) {
            if (QFontDatabase::isFixedPitch(family))
                s.codeFont = family;
        }
        s.exportFolder = u"/var/reports"_s;
        s.fetchOnStart = false;
        s.fetchMinutes = 45;
        s.mergeCommits = false;
        s.analyzeAfterFetch = false;
        s.provider = u"DeepSeek"_s;
        s.baseUrl = u"https://proxy.example.com/v1"_s;
        s.model = u"my-model"_s;
        s.shareAll = true;
        s.concurrency = 7;
        s.dailyTokens = 2500;
        s.dailyCost = 20;
        s.requestsPerMinute = 60;
        s.tokensPerMinute = 90;
        s.contextTokens = 128;
        s.confirmPlan = false;
        s.tellJudged = true;
        s.fallbackProvider = u"Moonshot"_s;
        s.fallbackBaseUrl = u"https://second.example.com/v1"_s;
        s.fallbackModel = u"second-model"_s;
        s.daily = true;
        s.dailyAt = QTime(18, 30);
        s.dailyExport = false;
        s.dailyDeliver = false;
        s.keepInTray = true;
        s.queueLeast = 2;
        s.queueDays = 90;
        s.notifyHigh = false;
        s.notifyFailures = true;
        return s;
    }

    void enter(const Settings &s) const
    {
        choose(u"language"_s, s.language);
        field<QComboBox>(u"timeZone"_s)->setEditText(s.timeZone);
        choose(u"theme"_s, s.theme);
        field<QSpinBox>(u"fontSize"_s)->setValue(s.fontSize);
        field<QCheckBox>(u"systemCodeFont"_s)->setChecked(false);
        field<QFontComboBox>(u"codeFont"_s)->setCurrentText(s.codeFont);
        field<QLineEdit>(u"exportFolder"_s)->setText(s.exportFolder);
        for (const auto &[name, value] : {std::pair(u"fetchOnStart"_s, s.fetchOnStart), std::pair(u"mergeCommits"_s, s.mergeCommits),
                                          std::pair(u"analyzeAfterFetch"_s, s.analyzeAfterFetch), std::pair(u"shareAll"_s, s.shareAll), std::pair(u"tellJudged"_s, s.tellJudged), std::pair(u"confirmPlan"_s, s.confirmPlan),
                                          std::pair(u"daily"_s, s.daily), std::pair(u"dailyExport"_s, s.dailyExport), std::pair(u"dailyDeliver"_s, s.dailyDeliver), std::pair(u"keepInTray"_s, s.keepInTray),
                                          std::pair(u"notifyHigh"_s, s.notifyHigh), std::pair(u"notifyFailures"_s, s.notifyFailures)})
            field<QCheckBox>(name)->setChecked(value);
        field<QSpinBox>(u"fetchMinutes"_s)->setValue(s.fetchMinutes);
        field<QSpinBox>(u"queueDays"_s)->setValue(s.queueDays);
        auto *least = field<QComboBox>(u"queueLeast"_s);
        least->setCurrentIndex(least->findData(s.queueLeast));
        choose(u"provider"_s, s.provider);
        field<QLineEdit>(u"baseUrl"_s)->setText(s.baseUrl);
        field<QComboBox>(u"model"_s)->setEditText(s.model);
        choose(u"fallbackProvider"_s, s.fallbackProvider);
        field<QLineEdit>(u"fallbackBaseUrl"_s)->setText(s.fallbackBaseUrl);
        field<QComboBox>(u"fallbackModel"_s)->setEditText(s.fallbackModel);
        for (const auto &[name, value] : {std::pair(u"concurrency"_s, s.concurrency), std::pair(u"dailyTokens"_s, s.dailyTokens), std::pair(u"dailyCost"_s, s.dailyCost),
                                          std::pair(u"requestsPerMinute"_s, s.requestsPerMinute), std::pair(u"tokensPerMinute"_s, s.tokensPerMinute),
                                          std::pair(u"contextTokens"_s, s.contextTokens)})
            field<QSpinBox>(name)->setValue(value);
        field<QTimeEdit>(u"dailyAt"_s)->setTime(s.dailyAt);
    }

    void useService(const QString &url)
    {
        Settings settings;
        settings.provider = u"custom"_s;
        settings.baseUrl = url;
        settings.model = u"m"_s;
        open(settings);
        m_dialog->showPage(SettingsDialog::Page::Analysis);
    }

    /// Presses the button and waits for the line.
    QString testConnection() const
    {
        auto *message = field<MessageLabel>(u"testMessage"_s);
        auto *press = field<QPushButton>(u"testConnection"_s);
        const QString idle = press->text();
        press->click();
        return QTest::qWaitFor([&] { return press->text() == idle; }, 15'000) ? message->text() : u"no answer"_s;
    }

    QStringList m_opened;

public Q_SLOTS:
    void openFile(const QUrl &url) { m_opened << url.toLocalFile(); }

private Q_SLOTS:
    void init()
    {
        m_keychain.entries.clear();
        m_keychain.broken = false;
    }

    void cleanup() { m_dialog.reset(); }

    /// The table has grown: the dialog must offer the new field, or it belongs to the window's memory.
    void everyFieldIsOfferedOrTheWindows()
    {
        const QMap<QString, QString> offered = toMap(others());
        for (const SettingEntry &entry : settingsTable()) {
            const QString key = QString::fromLatin1(entry.key);
            QVERIFY2(offered.contains(key) != (key.startsWith("window/"_L1) || key.startsWith("memory/"_L1)), qPrintable(key));
        }
    }

    void loadedFieldsComeBack()
    {
        Settings settings = others();
        settings.windowState = "kept"_ba;
        open(settings);
        const QSignalSpy applied(m_dialog.get(), &SettingsDialog::applied);
        QVERIFY(!button(QDialogButtonBox::Apply)->isEnabled());
        m_dialog->accept();
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(toMap(m_dialog->settings()), toMap(settings));
        QCOMPARE(applied.size(), 1);
        open({});
        m_dialog->accept();
        QCOMPARE(toMap(m_dialog->settings()), toMap(Settings()));
    }

    void changedFieldsAreRead()
    {
        open({});
        enter(others());
        QVERIFY(button(QDialogButtonBox::Apply)->isEnabled());
        const QSignalSpy applied(m_dialog.get(), &SettingsDialog::applied);
        button(QDialogButtonBox::Apply)->click();
        QCOMPARE(applied.size(), 1);
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(toMap(applied.first().first().value<Settings>()), toMap(others()));
        QVERIFY(!button(QDialogButtonBox::Apply)->isEnabled());
    }

    void theTabKeyGoesFromTheListIntoThePage()
    {
        open({});
        m_dialog->activateWindow();
        QTRY_VERIFY(m_dialog->isActiveWindow());
        m_dialog->showPage(SettingsDialog::Page::Schedule);
        auto *list = m_dialog->findChild<QListWidget *>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Tab);
        QCOMPARE(m_dialog->focusWidget(), field<QCheckBox>(u"daily"_s));
    }

    /// Nobody is there to be asked where the daily run's report goes.
    void theDailyReportNeedsAFolder()
    {
        open({});
        m_dialog->showPage(SettingsDialog::Page::Schedule);
        const auto *note = field<MessageLabel>(u"exportNote"_s);
        QVERIFY(!note->isVisible());
        field<QCheckBox>(u"daily"_s)->setChecked(true);
        QVERIFY(note->isVisible() && note->text().contains(u"Reports go to"_s));
        field<QCheckBox>(u"dailyExport"_s)->setChecked(false);
        QVERIFY(!note->isVisible());
        field<QCheckBox>(u"dailyExport"_s)->setChecked(true);
        field<QLineEdit>(u"exportFolder"_s)->setText(QDir::tempPath());
        QVERIFY(!note->isVisible());
    }

    void cancelChangesNothing()
    {
        open({});
        enter(others());
        button(QDialogButtonBox::Cancel)->click();
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->settings(), Settings());
    }

    void anUnknownZoneIsRefused()
    {
        open({});
        m_dialog->showPage(SettingsDialog::Page::Schedule);
        field<QComboBox>(u"timeZone"_s)->setEditText(u"Mars/Olympus"_s);
        m_dialog->accept();
        QVERIFY(m_dialog->isVisible());
        auto *message = field<MessageLabel>(u"timeZoneMessage"_s);
        QVERIFY(message->isVisible());
        QVERIFY2(message->text().contains(u"Mars/Olympus"_s), qPrintable(message->text()));
        QCOMPARE(m_dialog->settings(), Settings());
        field<QComboBox>(u"timeZone"_s)->setEditText(u"+08:00"_s);
        QVERIFY(!message->isVisible());
        m_dialog->accept();
        QCOMPARE(m_dialog->settings().timeZone, u"+08:00"_s);
    }

    void zonesAreListed()
    {
        open({});
        auto *box = field<QComboBox>(u"timeZone"_s);
        QTRY_VERIFY(box->findText(u"Asia/Shanghai"_s) >= 0);
        QVERIFY(box->findText(u"local"_s) >= 0);
        QCOMPARE(box->currentText(), u"Asia/Shanghai"_s);
    }

    void baseAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fine");
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no scheme") << u"api.example.com/v1"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("key inside") << u"https://user:%1@api.example.com/v1"_s.arg(secret) << false;
        QTest::newRow("query") << u"https://api.example.com/v1?key=%1"_s.arg(secret) << false;
        QTest::newRow("https") << u"https://api.example.com/v1/"_s << true;
        QTest::newRow("local") << u"http://[::1]:8080/v1"_s << true;
    }

    void baseAddresses()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, fine);
        const auto url = analysis::llm::parseBaseUrl(text);
        QCOMPARE(url.has_value(), fine);
        if (!fine)
            QVERIFY(!url.error().message.contains(secret));
        useService(text);
        m_dialog->accept();
        QCOMPARE(m_dialog->isVisible(), !fine);
        QCOMPARE(field<MessageLabel>(u"baseUrlMessage"_s)->isVisible(), !fine);
    }

    void presetsFillTheFields()
    {
        QCOMPARE(analysis::llm::providers().size(), 11);
        open({});
        QVERIFY(!field<QLineEdit>(u"baseUrl"_s)->isEnabled());
        for (const auto &preset : analysis::llm::providers()) {
            VERIFY_OK(analysis::llm::parseBaseUrl(preset.baseUrl.toString()));
            choose(u"provider"_s, preset.name);
            QVERIFY(field<QLineEdit>(u"baseUrl"_s)->isEnabled());
            QCOMPARE(field<QLineEdit>(u"baseUrl"_s)->text(), preset.baseUrl.toString());
            QCOMPARE(field<QComboBox>(u"model"_s)->currentText(), preset.models.value(0));
            QVERIFY(preset.local == analysis::llm::isLoopback(preset.baseUrl));
        }
    }

    void theKeyGoesToTheKeychainAlone()
    {
        useService(u"https://api.example.com/v1"_s);
        auto *key = field<QLineEdit>(u"key"_s);
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        key->setText(u" %1\n"_s.arg(secret));
        QVERIFY(button(QDialogButtonBox::Apply)->isEnabled());
        const QSignalSpy applied(m_dialog.get(), &SettingsDialog::applied);
        button(QDialogButtonBox::Apply)->click();
        QTRY_COMPARE(applied.size(), 1);
        QCOMPARE(m_keychain.value(u"llm:api.example.com"_s), secret);
        QVERIFY(key->text().isEmpty());
        QTRY_COMPARE(key->placeholderText(), u"kept in the system keychain"_s);
        for (const QString &value : toMap(m_dialog->settings()))
            QVERIFY(!value.contains(secret));
        // And out again.
        auto *remove = field<QAbstractButton>(u"removeKey"_s);
        QTRY_VERIFY(remove->isEnabled());
        remove->click();
        QCOMPARE(m_keychain.value(u"llm:api.example.com"_s), secret);
        m_dialog->accept();
        QTRY_VERIFY(!m_dialog->isVisible());
        QVERIFY(m_keychain.value(u"llm:api.example.com"_s).isEmpty());
    }

    void aKeyTypedForOneServiceIsNotForTheNext()
    {
        open({});
        choose(u"provider"_s, u"DeepSeek"_s);
        field<QLineEdit>(u"key"_s)->setText(secret);
        choose(u"provider"_s, u"OpenAI"_s);
        QVERIFY(field<QLineEdit>(u"key"_s)->text().isEmpty());
    }

    void theSecondKeyGoesToTheKeychainToo()
    {
        useService(u"https://api.example.com/v1"_s);
        const QSignalSpy touched(m_dialog.get(), &SettingsDialog::modelTouched);
        const QSignalSpy applied(m_dialog.get(), &SettingsDialog::applied);
        choose(u"fallbackProvider"_s, u"DeepSeek"_s);
        field<QLineEdit>(u"fallbackKey"_s)->setText(secret);
        button(QDialogButtonBox::Apply)->click();
        QTRY_COMPARE(touched.size(), 1);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(m_keychain.entries.keys(), QStringList(u"llm:api.deepseek.com"_s));
        QCOMPARE(m_keychain.value(u"llm:api.deepseek.com"_s), secret);
        QVERIFY(field<QLineEdit>(u"fallbackKey"_s)->text().isEmpty());
        // Without a new key nothing needs to be made anew for its sake.
        field<QSpinBox>(u"dailyTokens"_s)->setValue(7);
        button(QDialogButtonBox::Apply)->click();
        QCOMPARE(applied.size(), 2);
        QCOMPARE(touched.size(), 1);
    }

    void oneHostHasOneKey()
    {
        useService(u"https://api.example.com/v1"_s);
        auto *second = field<QLineEdit>(u"fallbackKey"_s);
        choose(u"fallbackProvider"_s, u"custom"_s);
        field<QLineEdit>(u"fallbackBaseUrl"_s)->setText(u"https://api.example.com/v2"_s);
        field<QComboBox>(u"fallbackModel"_s)->setEditText(u"other"_s);
        QVERIFY(!second->isEnabled());
        QCOMPARE(second->placeholderText(), u"the same key as above"_s);
        // And the first one's address moves on: the second has a key of its own again.
        field<QLineEdit>(u"baseUrl"_s)->setText(u"https://elsewhere.example.com/v1"_s);
        QVERIFY(second->isEnabled());
        QVERIFY(second->placeholderText().isEmpty());
    }

    void theSecondServiceIsTestedWithTheKeyOfItsHost()
    {
        Service service;
        m_keychain.entries.insert(u"llm:127.0.0.1"_s, secret);
        useService(service.url());
        choose(u"fallbackProvider"_s, u"custom"_s);
        field<QLineEdit>(u"fallbackBaseUrl"_s)->setText(service.url());
        field<QPushButton>(u"fallbackTestConnection"_s)->click();
        QTRY_VERIFY(field<MessageLabel>(u"fallbackTestMessage"_s)->text().contains(u"2 model"_s));
        QCOMPARE(service.authorizations, QByteArrayList{"Bearer " + secret.toUtf8()});
        QVERIFY(field<MessageLabel>(u"testMessage"_s)->text().isEmpty());
    }

    void whatIsWrongWithTheSecondServiceIsShown()
    {
        useService(u"https://api.example.com/v1"_s);
        auto *group = field<FoldGroup>(u"fallbackGroup"_s);
        QVERIFY(!group->isOpen());
        choose(u"fallbackProvider"_s, u"custom"_s);
        field<QLineEdit>(u"fallbackBaseUrl"_s)->setText(u"nonsense"_s);
        m_dialog->accept();
        QVERIFY(m_dialog->isVisible());
        QVERIFY(group->isOpen());
        QVERIFY(field<MessageLabel>(u"fallbackBaseUrlMessage"_s)->isVisible());
        // Without a first one there is no second: nothing to complain of.
        choose(u"provider"_s, QString());
        m_dialog->accept();
        QVERIFY(!m_dialog->isVisible());
    }

    void groupsAreOpenWhereSomethingIsSet()
    {
        open({});
        QVERIFY(!field<FoldGroup>(u"limitsGroup"_s)->isOpen() && !field<FoldGroup>(u"fallbackGroup"_s)->isOpen());
        open(others());
        QVERIFY(field<FoldGroup>(u"limitsGroup"_s)->isOpen() && field<FoldGroup>(u"fallbackGroup"_s)->isOpen());
        QVERIFY(field<FoldGroup>(u"filesGroup"_s)->isHidden()); // no data folder was given
    }

    void theModelsStateIsSaid()
    {
        useService(u"https://api.example.com/v1"_s);
        auto *state = field<MessageLabel>(u"modelState"_s);
        m_dialog->setModel({.state = jobs::ModelInfo::State::Broken, .provider = u"custom"_s, .model = u"m"_s, .problem = u"The key is missing."_s});
        QVERIFY(state->isVisible());
        QCOMPARE(state->text(), u"The key is missing."_s);
        QCOMPARE(state->kind(), MessageLabel::Kind::Bad);
        m_dialog->setModel({.state = jobs::ModelInfo::State::Ready, .provider = u"custom"_s, .model = u"m"_s, .problem = {}});
        QCOMPARE(state->kind(), MessageLabel::Kind::Good);
        QVERIFY(state->text().contains(u"m"_s));
        field<QComboBox>(u"model"_s)->setEditText(u"n"_s);
        QVERIFY(!state->isVisible()); // it was about another one
    }

    void ownFilesAreCopiedOnce()
    {
        const QTemporaryDir folder;
        const QString source = folder.filePath(u"built-in"_s);
        QVERIFY(QDir().mkpath(source + u"/parts"_s));
        const auto write = [](const QString &path, const QByteArray &bytes) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        const auto read = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : "?"_ba;
        };
        QVERIFY(write(source + u"/card.md"_s, "one") && write(source + u"/parts/risk.md"_s, "two"));
        QVERIFY(QFile::setPermissions(source + u"/card.md"_s, QFile::ReadOwner));
        const QString target = folder.filePath(u"data/prompts"_s);
        QCOMPARE(provideOwnFiles(source, target).value(), target);
        QCOMPARE(read(target + u"/card.md"_s), "one"_ba);
        QCOMPARE(read(target + u"/parts/risk.md"_s), "two"_ba);
        QVERIFY(write(target + u"/card.md"_s, "mine"));
        QVERIFY(QFile::remove(target + u"/parts/risk.md"_s));
        VERIFY_OK(provideOwnFiles(source, target));
        QCOMPARE(read(target + u"/card.md"_s), "mine"_ba);
        QCOMPARE(read(target + u"/parts/risk.md"_s), "two"_ba);
        QVERIFY(write(folder.filePath(u"prices.json"_s), "{}"));
        QCOMPARE(read(provideOwnFiles(folder.filePath(u"prices.json"_s), folder.filePath(u"data/prices.json"_s)).value()), "{}"_ba);
        QCOMPARE(provideOwnFiles(folder.filePath(u"none"_s), folder.filePath(u"data/none"_s)).error().kind, ErrorKind::NotFound);
    }

    void editingOpensTheUsersOwnFiles()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"prompts"_s));
        QFile kept(folder.filePath(u"prices.json"_s));
        QVERIFY(kept.open(QIODevice::WriteOnly));
        useService(u"https://api.example.com/v1"_s);
        m_dialog->setDataFolder(folder.path());
        m_opened.clear();
        QDesktopServices::setUrlHandler(u"file"_s, this, "openFile");
        const auto reset = qScopeGuard([] { QDesktopServices::unsetUrlHandler(u"file"_s); });
        const QSignalSpy touched(m_dialog.get(), &SettingsDialog::modelTouched);
        QVERIFY(!button(QDialogButtonBox::Apply)->isEnabled());
        field<QPushButton>(u"editPrompts"_s)->click();
        QTRY_COMPARE(m_opened, QStringList(folder.filePath(u"prompts"_s)));
        field<QPushButton>(u"editPrices"_s)->click();
        QTRY_COMPARE(m_opened.value(1), folder.filePath(u"prices.json"_s));
        m_dialog->accept();
        QCOMPARE(touched.size(), 1); // what was edited is read anew
    }

    void withoutAKeychainTheDialogStaysAndSaysSo()
    {
        m_keychain.broken = true;
        useService(u"https://api.example.com/v1"_s);
        field<QLineEdit>(u"key"_s)->setText(secret);
        m_dialog->accept();
        auto *message = field<MessageLabel>(u"keyMessage"_s);
        QTRY_VERIFY(message->isVisible());
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!message->text().contains(secret));
        field<QLineEdit>(u"key"_s)->clear();
        m_dialog->accept();
        QVERIFY(!m_dialog->isVisible());
    }

    void theTestSaysWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("part");
        const QByteArray list = R"({"data":[{"id":"b"},{"id":"a"}]})";
        const QByteArray echo = "{\"error\":\"no such key: " + secret.toUtf8() + "\"}";
        QTest::newRow("ok") << 200 << list << Outcome::Ok << u"2 model"_s;
        QTest::newRow("401") << 401 << echo << Outcome::WrongKey << u"401"_s;
        QTest::newRow("403") << 403 << echo << Outcome::WrongKey << u"403"_s;
        QTest::newRow("404") << 404 << echo << Outcome::NotFound << u"404"_s;
        QTest::newRow("402") << 402 << echo << Outcome::Quota << u"402"_s;
        QTest::newRow("429") << 429 << echo << Outcome::Quota << u"429"_s;
        QTest::newRow("503") << 503 << echo << Outcome::Refused << u"503"_s;
        QTest::newRow("400") << 400 << echo << Outcome::Refused << u"400"_s;
        QTest::newRow("page") << 200 << QByteArray("<html>hello</html>") << Outcome::NotJson << u"list of models"_s;
        QTest::newRow("other json") << 200 << echo << Outcome::NotJson << u"list of models"_s;
        QTest::newRow("endless") << 200 << QByteArray(9 * 1024 * 1024, ' ') << Outcome::NotJson << u"list of models"_s;
    }

    void theTestSaysWhatIsWrong()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const Outcome, outcome);
        QFETCH(const QString, part);
        Service service;
        service.status = status;
        service.body = body;
        m_keychain.entries.insert(u"llm:127.0.0.1"_s, secret);
        useService(service.url());
        QSignalSpy answers(m_dialog->findChild<analysis::llm::ConnectionTest *>(), &analysis::llm::ConnectionTest::finished);
        const QString message = testConnection();
        QVERIFY2(message.contains(part) && !message.contains(secret) && !message.contains(u'\n'), qPrintable(message));
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<ConnectionAnswer>().outcome, outcome);
        QCOMPARE(service.paths, QStringList(u"/v1/models"_s));
        QCOMPARE(service.authorizations.first(), "Bearer " + secret.toUtf8());
        if (outcome == Outcome::Ok)
            QCOMPARE(field<QComboBox>(u"model"_s)->itemText(0), u"a"_s);
        QCOMPARE(field<QComboBox>(u"model"_s)->currentText(), u"m"_s);
    }

    void aTypedKeyIsTestedBeforeItIsKept()
    {
        Service service;
        useService(service.url());
        field<QLineEdit>(u"key"_s)->setText(secret);
        QVERIFY(testConnection().contains(u"2 model"_s));
        QCOMPARE(service.authorizations.first(), "Bearer " + secret.toUtf8());
        QVERIFY(m_keychain.value(u"llm:127.0.0.1"_s).isEmpty());
        field<QLineEdit>(u"key"_s)->setText(u"two words"_s);
        QVERIFY(testConnection().contains(u"paste it again"_s));
        QCOMPARE(service.authorizations.size(), 1);
    }

    void theKeyIsNotSentOnToAnotherHost()
    {
        Service service;
        Service other;
        service.status = 302;
        service.location = "http://localhost:" + QByteArray::number(other.listener->serverPort()) + "/v1/models";
        useService(service.url());
        field<QLineEdit>(u"key"_s)->setText(secret);
        const QString message = testConnection();
        QVERIFY2(message.contains(u"localhost"_s), qPrintable(message));
        QVERIFY(other.paths.isEmpty());
        // Within the host it is followed, but not in circles.
        service.location = "/moved/models";
        QVERIFY(testConnection().contains(u"2 model"_s));
        service.location = "/v1/models";
        QVERIFY(testConnection().contains(u"another address"_s));
    }

    void aHostThatIsNotThereIsNamed()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const quint16 port = taken.serverPort();
        taken.close();
        useService(u"http://127.0.0.1:%1/v1"_s.arg(port));
        QVERIFY(testConnection().contains(QString::number(port)));
    }

    void anUntrustedCertificateIsRefused()
    {
        const QTemporaryDir folder;
        const auto files = testkit::makeSelfSignedCertificate(folder.path());
        QFile certificate(files.certificate);
        QFile key(files.key);
        QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly));
        QSslConfiguration configuration;
        configuration.setLocalCertificate(QSslCertificate(certificate.readAll()));
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        QSslServer server;
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        useService(u"https://127.0.0.1:%1/v1"_s.arg(server.serverPort()));
        field<QLineEdit>(u"key"_s)->setText(secret);
        const QString message = testConnection();
        QVERIFY2(message.contains(u"secure"_s), qPrintable(message));
    }

    void silenceEnds()
    {
        QTcpServer silent; // accepts and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        analysis::llm::ConnectionTest test;
        test.setTimeout(std::chrono::milliseconds(200));
        QSignalSpy answers(&test, &analysis::llm::ConnectionTest::finished);
        test.start(QUrl(u"http://127.0.0.1:%1/v1"_s.arg(silent.serverPort())), secret);
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<ConnectionAnswer>().outcome, Outcome::TimedOut);
        // Stopped: no answer at all.
        test.start(QUrl(u"http://127.0.0.1:%1/v1"_s.arg(silent.serverPort())), secret);
        test.cancel();
        QTest::qWait(300);
        QCOMPARE(answers.size(), 1);
    }
};

RIJIAN_UI_TEST_MAIN(TestSettingsDialog)
#include "tst_settingsdialog.moc"
