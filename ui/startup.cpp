#include "ui/startup.h"

#include "ui/card/cardscheme.h"

#include <QCoreApplication>

namespace rijian::ui {

void prepareApplication()
{
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    registerCardScheme();
    QCoreApplication::setApplicationName(QStringLiteral("rijian"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RIJIAN_VERSION));
}

} // namespace rijian::ui
