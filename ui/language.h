#pragma once

#include <QString>

class QCoreApplication;

namespace rijian::ui {

/// The language to use for a setting ("en", "zh_CN", empty: the system's): "en" or "zh_CN". Any Chinese of the system is zh_CN.
QString resolveLanguage(const QString &setting);

/// Installs the translators, ours and Qt's, and the default locale, before the first window is made. Calling it again replaces them;
/// windows that are open keep their words. UI thread.
void applyLanguage(QCoreApplication &application, const QString &setting);

} // namespace rijian::ui
