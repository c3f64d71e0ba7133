#include "ui/startup.h"

#include "ui/card/cardscheme.h"
#include "ui/print/reportpage.h"

#include <QCoreApplication>

namespace rijian::ui {

namespace {

/// The engine shows our own page only. It resolves no name and no address, so that not even a connection in advance leaves, which no request
/// filter sees; and it needs no graphics driver.
void limitWebEngine()
{
    const QByteArray variable = "QTWEBENGINE_CHROMIUM_FLAGS";
    qputenv(variable.constData(), QByteArray(qgetenv(variable.constData()) + " --host-resolver-rules=\"MAP * ~NOTFOUND\" --disable-gpu").trimmed());
}

} // namespace

void prepareApplication()
{
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    registerCardScheme();
    registerReportScheme();
    limitWebEngine();
    QCoreApplication::setApplicationName(QStringLiteral("rijian"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
}

} // namespace rijian::ui
