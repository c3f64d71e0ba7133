#include "ui/card/cardbrowser.h"

#include "ui/card/cardpage.h"
#include "ui/card/cardscheme.h"
#include "ui/card/cardstyle.h"
#include "ui/card/hardening.h"
#include "ui/theme.h"

#include <QChildEvent>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>
#include <QWebEngineContextMenuRequest>
#include <QWebEngineScript>
#include <QWebEngineView>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int MaxCrashes = 3;             // in a row
constexpr qint64 CrashRowGap = 60'000;    // milliseconds after which a crash begins a new row

QString pageScript()
{
    QFile file(u":/card/card.js"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

CardBrowser::CardBrowser(QWidget *parent)
    : QWidget(parent)
{
    makeProfile();
    makeView();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    reload();
}

CardBrowser::~CardBrowser()
{
    // The page must go before its profile, and the view's signals must not reach what is half destroyed.
    m_page->disconnect(this);
    delete m_view;
    delete m_page;
}

void CardBrowser::makeProfile()
{
    m_profile = new QWebEngineProfile(this); // without a name: off the record
    hardenProfile(m_profile);
    m_filter = new CardRequestFilter(m_profile);
    m_profile->setUrlRequestInterceptor(m_filter);
    m_profile->installUrlSchemeHandler("rijian-card", new CardSchemeHandler([this] { return cardDeclarations(font()); }, m_profile));
}

void CardBrowser::makeView()
{
    m_page = new CardPage(m_profile, this);
    m_page->setBackgroundColor(colors().base);
    m_view = new QWebEngineView(m_page, this);
    m_view->setAccessibleName(tr("Analysis card"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAcceptDrops(false);
    watch(m_view);
    connect(m_view, &QWidget::customContextMenuRequested, this, &CardBrowser::showMenu);
    connect(m_page, &QWebEnginePage::loadFinished, this, &CardBrowser::loaded);
    connect(m_page, &QWebEnginePage::renderProcessTerminated, this, &CardBrowser::terminated);
}

void CardBrowser::reload()
{
    ++m_load;
    m_ready = m_busy = false;
    m_page->start();
}

void CardBrowser::loaded(bool ok)
{
    if (!ok)
        return;
    m_page->runJavaScript(pageScript(), QWebEngineScript::ApplicationWorld);
    m_ready = true;
    restyle();
    if (!m_json.isEmpty())
        send();
}

void CardBrowser::present(const QByteArray &json)
{
    m_json = json;
    m_newer = true;
    if (m_ready && !m_busy)
        send();
}

void CardBrowser::send()
{
    m_busy = true;
    m_newer = false;
    // JSON is a JavaScript literal: the data cannot become code.
    m_page->runJavaScript(u"rijianCard.show("_s + QString::fromUtf8(m_json) + u");"_s, QWebEngineScript::ApplicationWorld,
                          [guard = QPointer<CardBrowser>(this), load = m_load](const QVariant &) {
                              if (guard)
                                  guard->sent(load);
                          });
}

void CardBrowser::sent(quint64 load)
{
    if (load != m_load)
        return;
    m_busy = false;
    if (m_newer)
        send();
    else
        Q_EMIT shown();
}

void CardBrowser::restyle()
{
    m_page->setBackgroundColor(colors().base);
    if (!m_ready)
        return;
    const QJsonObject style{{u"language"_s, QLocale().bcp47Name()}, {u"variables"_s, cardVariables(font())}};
    m_page->runJavaScript(u"rijianCard.style("_s + QString::fromUtf8(QJsonDocument(style).toJson(QJsonDocument::Compact)) + u");"_s,
                          QWebEngineScript::ApplicationWorld);
}

void CardBrowser::terminated()
{
    if (!m_lastCrash.isValid() || m_lastCrash.elapsed() > CrashRowGap)
        m_crashes = 0;
    m_lastCrash.start();
    ++m_load;
    m_ready = m_busy = false;
    const bool givenUp = ++m_crashes >= MaxCrashes;
    Q_EMIT crashed(givenUp);
    if (!givenUp)
        QTimer::singleShot(0, this, &CardBrowser::reload); // not from within the engine's own signal
}

void CardBrowser::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *copy = menu->addAction(icon(u"edit-copy"_s), tr("Copy"), this, [this] { m_page->triggerAction(QWebEnginePage::Copy); });
    copy->setEnabled(m_page->hasSelection());
    const auto *request = m_view->lastContextMenuRequest();
    if (const auto link = request ? request->linkUrl() : QUrl(); link.scheme() == "https"_L1 || link.scheme() == "mailto"_L1)
        menu->addAction(icon(u"edit-link"_s), tr("Copy Link"), this, [link] { QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded)); });
    menu->addAction(icon(u"edit-select-all"_s), tr("Select All"), this, [this] { m_page->triggerAction(QWebEnginePage::SelectAll); });
    if (!qFuzzyCompare(m_page->zoomFactor(), 1.0))
        menu->addAction(icon(u"zoom-original"_s), tr("Original Size"), this, [this] { m_page->setZoomFactor(1.0); });
    if (!m_menuActions.isEmpty())
        menu->addSeparator();
    menu->addActions(m_menuActions);
    menu->popup(m_view->mapToGlobal(position));
}

/// The engine's own widget inside the view gets the events, and is made anew after a crash.
void CardBrowser::watch(QObject *object)
{
    object->installEventFilter(this);
    for (auto *child : object->children()) {
        if (child->isWidgetType())
            watch(child);
    }
}

bool CardBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ChildAdded) {
        if (auto *child = static_cast<QChildEvent *>(event)->child(); child->isWidgetType())
            watch(child);
    } else if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::KeyPress) {
        m_page->noteInput();
    } else if (event->type() == QEvent::Wheel) {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->modifiers() & Qt::ControlModifier) {
            const int turn = wheel->angleDelta().y();
            m_page->setZoomFactor(std::clamp(m_page->zoomFactor() * (turn > 0 ? 1.1 : turn < 0 ? 1 / 1.1 : 1.0), 0.5, 3.0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rijian::ui
