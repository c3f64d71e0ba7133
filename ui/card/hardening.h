#pragma once
// What every page of ours that shows strangers' text goes without. UI thread.

class QWebEnginePage;
class QWebEngineProfile;

namespace rijian::ui {

/// Nothing is cached, kept or downloaded. The request filter and the scheme are the owner's to add.
void hardenProfile(QWebEngineProfile *profile);
/// No script, no images, no storage, no files; whatever a page may ask for is refused. New windows are the page's own matter.
void hardenPage(QWebEnginePage *page);

} // namespace rijian::ui
