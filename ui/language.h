#pragma once

#include <QString>

class QApplication;

namespace rijian::ui {

/// The language to use for a setting ("en", "zh_CN", empty: the system's): "en" or "zh_CN". Any Chinese of the system is zh_CN.
QString resolveLanguage(const QString &setting);

/// Installs the translators, ours and Qt's, the default locale, and fonts for Chinese behind the application's own, before the first window is made. Calling it again replaces them;
/// windows that are open keep their words. UI thread.
void applyLanguage(QApplication &application, const QString &setting);

} // namespace rijian::ui
