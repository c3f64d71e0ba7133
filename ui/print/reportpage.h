#pragma once
// The HTML report in the browser engine: to be looked at before it is written, and to be printed. No script, no request but for the page itself.

#include <QByteArray>
#include <QElapsedTimer>
#include <QUrl>
#include <QWebEnginePage>
#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

#include <atomic>
#include <memory>

class QWebEngineProfile;

namespace rijian::ui {

/// Once a process, before QApplication; prepareApplication() does it.
void registerReportScheme();

/// Serves the one page that was set last.
class ReportSchemeHandler : public QWebEngineUrlSchemeHandler
{
    Q_OBJECT

public:
    using QWebEngineUrlSchemeHandler::QWebEngineUrlSchemeHandler;
    void set(const QByteArray &html, const QUrl &address);
    void requestStarted(QWebEngineUrlRequestJob *job) override;

private:
    QByteArray m_html;
    QUrl m_address;
};

/// Lets the current page through and nothing else. The counts may be read on any thread.
class ReportRequestFilter : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT

public:
    using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;
    void interceptRequest(QWebEngineUrlRequestInfo &info) override;
    int allowed() const { return m_allowed; }
    int blocked() const { return m_blocked; }

private:
    std::atomic<int> m_allowed = 0;
    std::atomic<int> m_blocked = 0;
};

/// Shows what it is given; links within the page work, others are a signal.
class ReportPage : public QWebEnginePage
{
    Q_OBJECT

public:
    ReportPage(QWebEngineProfile *profile, ReportSchemeHandler *handler, QObject *parent);

    /// Any size. loadFinished() follows, or renderProcessTerminated().
    void present(const QByteArray &html);
    /// The user clicked or pressed Enter in the page: the next link that is followed is their wish.
    void noteInput() { m_input.start(); }

Q_SIGNALS:
    void linkActivated(const QUrl &address); ///< https or mailto

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &oldFiles, const QStringList &acceptedMimeTypes) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &message, int line, const QString &source) override;
    bool javaScriptConfirm(const QUrl &origin, const QString &message) override;
    bool javaScriptPrompt(const QUrl &origin, const QString &message, const QString &initial, QString *result) override;
    void javaScriptAlert(const QUrl &origin, const QString &message) override;

private:
    void activate(const QUrl &url);

    ReportSchemeHandler *m_handler;
    QUrl m_expected; // the load that is ours
    QElapsedTimer m_input;
};

/// A page with a profile of its own, which goes after it.
class ReportEngine : public QObject
{
    Q_OBJECT

public:
    explicit ReportEngine(QObject *parent = nullptr);
    ~ReportEngine() override;

    ReportPage *page() const { return m_page.get(); }
    const ReportRequestFilter &filter() const { return *m_filter; }

private:
    std::unique_ptr<QWebEngineProfile> m_profile;
    ReportRequestFilter *m_filter;
    std::unique_ptr<ReportPage> m_page; ///< last: goes first
};

} // namespace rijian::ui
