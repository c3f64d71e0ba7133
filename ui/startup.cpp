#include "ui/startup.h"

#include "ui/card/cardscheme.h"
#include "ui/print/reportpage.h"

#include <QCoreApplication>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace rijian::ui {

namespace {

/// The engine shows our own page only. It resolves no name and no address, so that not even a connection in advance leaves, which no request
/// filter sees; and it needs no graphics driver: neither to draw the page, nor to lay the page into the window. Were that left to OpenGL, every
/// picture of the whole window would go through it, which takes 40 ms where there is no graphics card (docs/BENCHMARKS.md).
void limitWebEngine()
{
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND"))
        qputenv("QT_QUICK_BACKEND", "software");
    const QByteArray variable = "QTWEBENGINE_CHROMIUM_FLAGS";
    qputenv(variable.constData(), QByteArray(qgetenv(variable.constData()) + " --host-resolver-rules=\"MAP * ~NOTFOUND\" --disable-gpu").trimmed());
}

/// A huge commit takes hundreds of megabytes for a moment. What is large is mapped by itself, so that it is given back when it is freed: glibc would
/// otherwise learn to keep the like of it.
void letMemoryGoBack()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

} // namespace

void prepareApplication()
{
    letMemoryGoBack();
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    registerCardScheme();
    registerReportScheme();
    limitWebEngine();
    QCoreApplication::setApplicationName(QStringLiteral("rijian"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
}

} // namespace rijian::ui
