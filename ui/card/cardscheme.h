#pragma once
// The page's own scheme: what the browser engine may ask for, and the one document it gets.

#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

#include <QString>

#include <atomic>
#include <functional>

namespace rijian::ui {

/// Once a process, before QApplication; prepareApplication() does it.
void registerCardScheme();

/// "rijian-card:page", the only document.
QUrl cardPageAddress();

/// Serves the page's frame: style sheet, content security policy, an empty <main>. UI thread.
class CardSchemeHandler : public QWebEngineUrlSchemeHandler
{
    Q_OBJECT

public:
    /// `variables` gives the style's variables at the time of each load, as CSS declarations.
    CardSchemeHandler(std::function<QString()> variables, QObject *parent);
    void requestStarted(QWebEngineUrlRequestJob *job) override;

private:
    std::function<QString()> m_variables;
};

/// Blocks every request but those of our scheme. Called on the UI thread; the counts may be read on any.
class CardRequestFilter : public QWebEngineUrlRequestInterceptor
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

} // namespace rijian::ui
