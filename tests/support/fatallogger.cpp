#include "support/fatallogger.h"

#include <QMap>
#include <QMutex>
#include <QMutexLocker>
#include <QTest>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

struct Scope {
    QRegularExpression pattern;
    int count = 0;
};

QMutex mutex;
QMap<int, Scope> scopes;
int nextId = 0;
QtMessageHandler below = nullptr;

bool expected(const QString &text)
{
    const QMutexLocker lock(&mutex);
    for (auto &scope : scopes) {
        if (scope.pattern.match(text).hasMatch()) {
            ++scope.count;
            return true;
        }
    }
    return false;
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool warning = type == QtWarningMsg || type == QtCriticalMsg;
    const bool fine = !warning || expected(text);
    if (below)
        below(type, context, text);
    if (!fine && QTest::currentTestFunction())
        QTest::qFail(qPrintable(u"unexpected warning: "_s + text), context.file ? context.file : "unknown", context.line);
}

} // namespace

void installFatalLogger()
{
    const auto previous = qInstallMessageHandler(handle);
    if (previous != handle)
        below = previous;
}

ExpectWarning::ExpectWarning(const QRegularExpression &pattern, int atLeast)
    : m_atLeast(atLeast)
{
    const QMutexLocker lock(&mutex);
    m_id = nextId++;
    scopes.insert(m_id, Scope{pattern, 0});
}

ExpectWarning::ExpectWarning(const QString &part, int atLeast)
    : ExpectWarning(QRegularExpression(QRegularExpression::escape(part)), atLeast)
{
}

ExpectWarning::~ExpectWarning()
{
    Scope scope;
    {
        const QMutexLocker lock(&mutex);
        scope = scopes.take(m_id);
    }
    if (scope.count < m_atLeast)
        QTest::qFail(qPrintable(u"expected warning did not come: "_s + scope.pattern.pattern()), __FILE__, __LINE__);
}

int ExpectWarning::count() const
{
    const QMutexLocker lock(&mutex);
    return scopes.value(m_id).count;
}

} // namespace rijian::testkit
