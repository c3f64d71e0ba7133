#include "ui/print/reportpage.h"

#include "report/links.h"
#include "ui/card/hardening.h"

#include <QBuffer>
#include <QLoggingCategory>
#include <QWebEngineNewWindowRequest>
#include <QWebEngineProfile>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

Q_LOGGING_CATEGORY(reportLog, "rijian.report", QtInfoMsg)

constexpr char SchemeName[] = "rijian-report";

/// Each load has an address of its own: the engine takes the same one for a move within the page.
QUrl nextAddress()
{
    static quint64 number = 0;
    return QUrl(u"rijian-report:page-%1"_s.arg(++number));
}

} // namespace

void registerReportScheme()
{
    QWebEngineUrlScheme scheme(SchemeName);
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::NoAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

void ReportSchemeHandler::set(const QByteArray &html, const QUrl &address)
{
    m_html = html;
    m_address = address;
}

void ReportSchemeHandler::requestStarted(QWebEngineUrlRequestJob *job)
{
    if (job->requestUrl().adjusted(QUrl::RemoveFragment) != m_address || job->requestMethod() != "GET") {
        job->fail(QWebEngineUrlRequestJob::RequestDenied);
        return;
    }
    auto *body = new QBuffer(job);
    body->setData(m_html);
    body->open(QIODevice::ReadOnly);
    // The report has a policy of its own; this one stands before whatever a file that was not ours may hold.
    job->setAdditionalResponseHeaders({{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"},
                                       {"Referrer-Policy", "no-referrer"},
                                       {"X-DNS-Prefetch-Control", "off"}});
    job->reply("text/html; charset=utf-8", body);
}

void ReportRequestFilter::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const bool ours = info.requestUrl().scheme() == QLatin1StringView(SchemeName);
    ++(ours ? m_allowed : m_blocked);
    if (!ours)
        info.block(true);
}

ReportPage::ReportPage(QWebEngineProfile *profile, ReportSchemeHandler *handler, QObject *parent)
    : QWebEnginePage(profile, parent)
    , m_handler(handler)
{
    hardenPage(this);
    connect(this, &QWebEnginePage::newWindowRequested, this, [this](const QWebEngineNewWindowRequest &request) {
        if (request.isUserInitiated())
            activate(request.requestedUrl());
    });
}

void ReportPage::present(const QByteArray &html)
{
    m_expected = nextAddress();
    m_handler->set(html, m_expected);
    load(m_expected);
}

void ReportPage::activate(const QUrl &url)
{
    constexpr int wishHolds = 2000; // milliseconds
    if (!m_input.isValid() || m_input.elapsed() > wishHolds)
        return;
    m_input.invalidate();
    if (const QString address = report::outsideAddress(url.toString(QUrl::FullyEncoded)); !address.isEmpty())
        Q_EMIT linkActivated(QUrl(address));
}

bool ReportPage::acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame)
{
    if (isMainFrame && url == m_expected) {
        m_expected.clear();
        return true;
    }
    if (isMainFrame && url.hasFragment() && url.adjusted(QUrl::RemoveFragment) == this->url().adjusted(QUrl::RemoveFragment))
        return true; // from the contents to a commit
    if (type == NavigationTypeLinkClicked && isMainFrame)
        activate(url);
    return false;
}

QStringList ReportPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    return {};
}

void ReportPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &message, int, const QString &)
{
    qCDebug(reportLog).noquote() << message;
}

bool ReportPage::javaScriptConfirm(const QUrl &, const QString &)
{
    return false;
}

bool ReportPage::javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *)
{
    return false;
}

void ReportPage::javaScriptAlert(const QUrl &, const QString &)
{
}

ReportEngine::ReportEngine(QObject *parent)
    : QObject(parent)
    , m_profile(std::make_unique<QWebEngineProfile>()) // without a name: off the record
    , m_filter(new ReportRequestFilter(m_profile.get()))
{
    hardenProfile(m_profile.get());
    m_profile->setUrlRequestInterceptor(m_filter);
    auto *handler = new ReportSchemeHandler(m_profile.get());
    m_profile->installUrlSchemeHandler(SchemeName, handler);
    m_page = std::make_unique<ReportPage>(m_profile.get(), handler, nullptr);
}

ReportEngine::~ReportEngine() = default;

} // namespace rijian::ui
