#include "ui/desktop.h"

#include "git/workerbackend.h"
#include "jobs/modelsetup.h"
#include "ui/actions.h"
#include "ui/language.h"
#include "ui/notifier.h"
#include "ui/theme.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QLocale>
#include <QProcessEnvironment>
#include <QStatusBar>
#include <QStyleHints>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

Scheme schemeOf(const QString &theme)
{
    return theme == "dark"_L1 ? Scheme::Dark : theme == "light"_L1 ? Scheme::Light : Scheme::System;
}

std::function<std::shared_ptr<git::Backend>()> workers(const QString &program)
{
    if (program.isEmpty())
        return {};
    return [program]() -> std::shared_ptr<git::Backend> {
        QProcessEnvironment environment;
        environment.insert(u"RIJIAN_LANGUAGE"_s, QLocale().language() == QLocale::Chinese ? u"zh_CN"_s : u"en"_s);
        return std::make_shared<git::WorkerBackend>(program, environment);
    };
}

} // namespace

Desktop::Desktop(QApplication &application, Start start)
    : m_application(application)
    , m_start(std::move(start))
    , m_workspace(std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = m_start.dataFolder,
                                                                        .backend = workers(m_start.workerProgram),
                                                                        .models = std::make_shared<jobs::ModelSetup>(jobs::ModelSetupOptions{.dataFolder = m_start.dataFolder})}))
{
    applyLanguage(application, {});
    applyScheme(application, Scheme::System);
    makeWindow();
    connect(m_workspace.get(), &jobs::Workspace::opened, this, &Desktop::opened);
    connect(m_workspace.get(), &jobs::Workspace::settingsChanged, this, &Desktop::applySettings);
    connect(application.styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { applyScheme(m_application, schemeOf(m_theme)); });
    m_workspace->open();
}

Desktop::~Desktop()
{
    delete m_notifier; // before what it watches
}

void Desktop::makeWindow()
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(*m_workspace);
    m_window->installEventFilter(this);
    m_window->show();
}

bool Desktop::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window.get() && event->type() == QEvent::Close && m_notifier && goesOn()) {
        // A little later: a program that quits closes its windows, too, and is gone by then.
        QTimer::singleShot(500, this, [this] {
            if (!m_window->isVisible())
                m_notifier->tellThatItGoesOn();
        });
    }
    return QObject::eventFilter(watched, event);
}

void Desktop::opened()
{
    if (m_opened)
        return;
    applySettings();
    m_opened = true;
    m_daily = std::make_unique<jobs::DailyRun>(*m_workspace);
    m_notifier = new Notifier(*m_workspace, *m_daily, this);
    connect(m_notifier, &Notifier::windowWanted, this, [this] { activate({}, {}); });
    connect(m_notifier, &Notifier::queueWanted, this, &Desktop::showQueue);
    connect(m_notifier, &Notifier::quitWanted, &m_application, &QApplication::quit);
    connect(m_daily.get(), &jobs::DailyRun::delivered, this, [this](const QList<jobs::DeliveryResult> &results) {
        if (m_window)
            m_window->statusBar()->showMessage(jobs::deliverySummary(results), 30'000);
    });
    // `rijian-cli` decides, analyses and runs daily meanwhile.
    connect(&m_application, &QGuiApplication::applicationStateChanged, m_workspace.get(), [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_workspace->lookAgain();
    });
    m_workspace->lookAgain(); // from here on
    m_daily->start();
    m_window->begin(m_start.day);
    m_window->addRepositories(m_start.addresses);
}

void Desktop::applySettings()
{
    const Settings &settings = m_workspace->settings();
    QApplication::setQuitOnLastWindowClosed(!goesOn());
    if (settings.theme != m_theme) {
        m_theme = settings.theme;
        applyScheme(m_application, schemeOf(m_theme));
    }
    if (settings.language == m_language)
        return;
    m_language = settings.language;
    applyLanguage(m_application, m_language);
    if (!m_opened) {
        makeWindow();
        return;
    }
    const QDate day = m_workspace->span().first;
    // From the event loop: the window that asked for it is still at work.
    QMetaObject::invokeMethod(this, [this, day] {
        m_window->saveLayout();
        makeWindow();
        m_window->begin(day);
        m_notifier->retranslate();
    }, Qt::QueuedConnection);
}

bool Desktop::goesOn() const
{
    return m_start.hasTray && m_workspace->settings().keepInTray;
}

void Desktop::showQueue()
{
    activate({}, {});
    m_window->actions()[Do::ShowQueue]->trigger();
}

void Desktop::activate(const QStringList &addresses, const QDate &day)
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (!m_opened) {
        m_start.addresses += addresses;
        return;
    }
    if (day.isValid())
        m_window->showDay(day);
    m_window->addRepositories(addresses);
}

} // namespace rijian::ui
