#pragma once
// A page that goes nowhere: it loads its one document, and a click on a link is a signal.

#include <QElapsedTimer>
#include <QUrl>
#include <QWebEnginePage>

class QWebEngineProfile;

namespace rijian::ui {

class CardPage : public QWebEnginePage
{
    Q_OBJECT

public:
    /// The profile is hardened by its owner; the page's settings are made here (hardening.h).
    CardPage(QWebEngineProfile *profile, QObject *parent);

    /// Loads the document, the first time and after a crash.
    void start();
    /// The user clicked or pressed Enter in the page: the next link that is followed within a second or two is their wish. The engine reports
    /// a script's navigation as a link's, too.
    void noteInput() { m_input.start(); }

Q_SIGNALS:
    void linkActivated(const QUrl &address); ///< https or mailto, by a click or the Enter key
    void actionActivated(const QString &action); ///< "analyze", "again"

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &oldFiles, const QStringList &acceptedMimeTypes) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &message, int line, const QString &source) override;
    bool javaScriptConfirm(const QUrl &origin, const QString &message) override;
    bool javaScriptPrompt(const QUrl &origin, const QString &message, const QString &initial, QString *result) override;
    void javaScriptAlert(const QUrl &origin, const QString &message) override;

private:
    void activate(const QUrl &url);

    bool m_starting = false;
    QElapsedTimer m_input; // since the user's last input
};

} // namespace rijian::ui
