#include "report/links.h"

#include "core/commit.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr qsizetype MaxAddress = 2048;

bool endsAddress(QChar c)
{
    return c.unicode() <= 0x20 || c.unicode() >= 0x7F || QStringView(u"<>\"`{}|\\^").contains(c);
}

/// Without the punctuation of the sentence around it; a closing bracket stays when it was opened inside.
QStringView withoutPunctuation(QStringView address)
{
    while (!address.isEmpty()) {
        const QChar last = address.back();
        const bool bracket = last == u')' && address.count(u')') > address.count(u'(');
        if (!bracket && !QStringView(u".,:;!?*_~'").contains(last))
            break;
        address.chop(1);
    }
    return address;
}

/// The page of a commit whose sha was made up: no host has it.
bool isOfMadeUpSha(const QUrl &url)
{
    const QString last = url.fileName();
    return last.size() == 40 && isMadeUpSha(last);
}

} // namespace

QString outsideAddress(QStringView address)
{
    if (address.size() > MaxAddress)
        return {};
    const QUrl url(address.trimmed().toString(), QUrl::StrictMode);
    if (!url.isValid())
        return {};
    if (url.scheme() == "https"_L1)
        return url.host().isEmpty() || !url.userInfo().isEmpty() || isOfMadeUpSha(url) ? QString() : url.toString(QUrl::FullyEncoded);
    if (url.scheme() == "mailto"_L1) {
        const bool plain = !url.hasQuery() && !url.hasFragment() && url.authority().isEmpty();
        return plain && url.path().indexOf(u'@') > 0 ? url.toString(QUrl::FullyEncoded) : QString();
    }
    return {};
}

FoundAddress findAddress(QStringView text, qsizetype from)
{
    const QStringView scheme = u"https://";
    qsizetype end = from;
    for (qsizetype start = text.indexOf(scheme, end); start >= 0; start = text.indexOf(scheme, end)) {
        const bool inWord = start > 0 && (text[start - 1].isLetterOrNumber() && !isWide(text[start - 1]));
        end = start + scheme.size();
        while (end < text.size() && end - start <= MaxAddress && !endsAddress(text[end]))
            ++end;
        const auto address = withoutPunctuation(text.sliced(start, end - start));
        if (!inWord && address.size() > scheme.size() && !outsideAddress(address).isEmpty())
            return {start, address.size()};
    }
    return {};
}

bool isWide(QChar c)
{
    const auto code = c.unicode();
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFFEF) || code == u'“'
        || code == u'”' || code == u'…';
}

} // namespace rijian::report
