#include "ui/card/cardscheme.h"

#include <QBuffer>
#include <QFile>
#include <QRandomGenerator>
#include <QUrl>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr char SchemeName[] = "rijian-card";

QString styleSheet()
{
    QFile file(u":/card/card.css"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString newNonce()
{
    std::array<quint32, 4> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), qsizetype(numbers.size()));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(numbers.data()), sizeof numbers).toHex());
}

} // namespace

void registerCardScheme()
{
    QWebEngineUrlScheme scheme(SchemeName);
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::NoAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

QUrl cardPageAddress()
{
    return QUrl(u"rijian-card:page"_s);
}

CardSchemeHandler::CardSchemeHandler(std::function<QString()> variables, QObject *parent)
    : QWebEngineUrlSchemeHandler(parent)
    , m_variables(std::move(variables))
{
}

void CardSchemeHandler::requestStarted(QWebEngineUrlRequestJob *job)
{
    if (job->requestUrl() != cardPageAddress() || job->requestMethod() != "GET") {
        job->fail(QWebEngineUrlRequestJob::RequestDenied);
        return;
    }
    const auto page = u"<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'nonce-%1'; img-src 'none'; base-uri 'none'; "
                      "form-action 'none'\"><meta name=\"referrer\" content=\"no-referrer\"><meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">"
                      "<title>Rijian</title><style nonce=\"%1\">:root{%2}\n%3</style></head><body><main id=\"card\"></main></body></html>"_s
                          .arg(newNonce(), m_variables(), styleSheet());
    auto *body = new QBuffer(job);
    body->setData(page.toUtf8());
    body->open(QIODevice::ReadOnly);
    job->reply("text/html", body);
}

void CardRequestFilter::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const bool ours = info.requestUrl().scheme() == QLatin1StringView(SchemeName);
    ++(ours ? m_allowed : m_blocked);
    if (!ours)
        info.block(true);
}

} // namespace rijian::ui
