#include "ui/card/hardening.h"

#include <QWebEngineCertificateError>
#include <QWebEngineDesktopMediaRequest>
#include <QWebEngineDownloadRequest>
#include <QWebEngineFileSystemAccessRequest>
#include <QWebEngineFullScreenRequest>
#include <QWebEnginePage>
#include <QWebEnginePermission>
#include <QWebEngineProfile>
#include <QWebEngineRegisterProtocolHandlerRequest>
#include <QWebEngineSettings>

namespace rijian::ui {

namespace {

void refuseRequests(QWebEnginePage *page)
{
    QObject::connect(page, &QWebEnginePage::permissionRequested, page, [](const QWebEnginePermission &permission) { permission.deny(); });
    QObject::connect(page, &QWebEnginePage::fullScreenRequested, page, [](QWebEngineFullScreenRequest request) { request.reject(); });
    QObject::connect(page, &QWebEnginePage::desktopMediaRequested, page, [](const QWebEngineDesktopMediaRequest &request) { request.cancel(); });
    QObject::connect(page, &QWebEnginePage::fileSystemAccessRequested, page, [](QWebEngineFileSystemAccessRequest request) { request.reject(); });
    QObject::connect(page, &QWebEnginePage::registerProtocolHandlerRequested, page, [](QWebEngineRegisterProtocolHandlerRequest request) { request.reject(); });
    QObject::connect(page, &QWebEnginePage::certificateError, page, [](QWebEngineCertificateError error) { error.rejectCertificate(); });
}

} // namespace

void hardenProfile(QWebEngineProfile *profile)
{
    profile->setHttpCacheType(QWebEngineProfile::NoCache);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    profile->setPersistentPermissionsPolicy(QWebEngineProfile::PersistentPermissionsPolicy::AskEveryTime);
    profile->setPushServiceEnabled(false);
    QObject::connect(profile, &QWebEngineProfile::downloadRequested, profile, [](QWebEngineDownloadRequest *download) { download->cancel(); });
}

void hardenPage(QWebEnginePage *page)
{
    using S = QWebEngineSettings;
    QWebEngineSettings *settings = page->settings();
    for (const auto off : {S::AutoLoadImages, S::JavascriptEnabled, S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste,
                           S::LocalStorageEnabled, S::LocalContentCanAccessRemoteUrls, S::LocalContentCanAccessFileUrls, S::HyperlinkAuditingEnabled,
                           S::ErrorPageEnabled, S::PluginsEnabled, S::FullScreenSupportEnabled, S::ScreenCaptureEnabled, S::WebGLEnabled,
                           S::Accelerated2dCanvasEnabled, S::AutoLoadIconsForPage, S::FocusOnNavigationEnabled, S::AllowRunningInsecureContent,
                           S::AllowGeolocationOnInsecureOrigins, S::AllowWindowActivationFromJavaScript, S::DnsPrefetchEnabled, S::PdfViewerEnabled,
                           S::NavigateOnDropEnabled, S::ReadingFromCanvasEnabled, S::SpatialNavigationEnabled})
        settings->setAttribute(off, false);
    settings->setAttribute(S::PlaybackRequiresUserGesture, true);
    settings->setAttribute(S::WebRTCPublicInterfacesOnly, true);
    settings->setAttribute(S::LinksIncludedInFocusChain, true);
    // mailto is unknown to the engine; acceptNavigationRequest() sees it only if this lets it through, and refuses it.
    settings->setUnknownUrlSchemePolicy(S::AllowUnknownUrlSchemesFromUserInteraction);
    refuseRequests(page);
}

} // namespace rijian::ui
