#include "ui/card/cardpage.h"

#include "report/links.h"
#include "ui/card/cardhtml.h"
#include "ui/card/cardscheme.h"
#include "ui/card/hardening.h"

#include <QLoggingCategory>
#include <QWebEngineNewWindowRequest>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {
Q_LOGGING_CATEGORY(cardLog, "rijian.card", QtInfoMsg)
}

CardPage::CardPage(QWebEngineProfile *profile, QObject *parent)
    : QWebEnginePage(profile, parent)
{
    hardenPage(this);
    // A click with the middle button or Ctrl asks for a window. There is none; the browser outside gets the address.
    connect(this, &QWebEnginePage::newWindowRequested, this, [this](const QWebEngineNewWindowRequest &request) {
        if (request.isUserInitiated())
            activate(request.requestedUrl());
    });
}

void CardPage::start()
{
    m_starting = true;
    load(cardPageAddress());
}

void CardPage::activate(const QUrl &url)
{
    constexpr int wishHolds = 2000; // milliseconds
    if (!m_input.isValid() || m_input.elapsed() > wishHolds)
        return;
    m_input.invalidate();
    const auto text = url.toString(QUrl::FullyEncoded);
    const QStringView prefix(CardActionPrefix);
    if (text.startsWith(prefix))
        Q_EMIT actionActivated(text.sliced(prefix.size()));
    else if (const auto address = report::outsideAddress(text); !address.isEmpty())
        Q_EMIT linkActivated(QUrl(address));
}

bool CardPage::acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame)
{
    if (m_starting && isMainFrame && url == cardPageAddress()) {
        m_starting = false;
        return true;
    }
    if (type == NavigationTypeLinkClicked && isMainFrame)
        activate(url);
    return false;
}

QStringList CardPage::chooseFiles(FileSelectionMode, const QStringList &, const QStringList &)
{
    return {};
}

void CardPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString &message, int, const QString &)
{
    qCDebug(cardLog).noquote() << message;
}

bool CardPage::javaScriptConfirm(const QUrl &, const QString &)
{
    return false;
}

bool CardPage::javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *)
{
    return false;
}

void CardPage::javaScriptAlert(const QUrl &, const QString &)
{
}

} // namespace rijian::ui
