#include "delivery/mail.h"

#include "report/html.h"

#include <QCryptographicHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

constexpr qsizetype noLimit = 1'000'000'000;

qsizetype noSize(const QString &)
{
    return 0;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray all = bytes.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < all.size(); at += 76)
        lines += all.sliced(at, std::min<qsizetype>(76, all.size() - at)) + "\r\n";
    return lines;
}

QByteArray part(const QByteArray &type, const QString &text)
{
    return "Content-Type: "_ba + type + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Lines(text.toUtf8());
}

QString htmlOf(const Digest &digest)
{
    const Markup markup{[](const QString &text) { return report::htmlText(text); },
                        [](const QString &label, const QString &url) { return QString(u"<a href=\""_s + report::htmlText(url) + u"\">"_s + label + u"</a>"_s); },
                        [](const QString &text) { return QString(u"<b>"_s + text + u"</b>"_s); }};
    QString html = u"<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif;line-height:1.6\">\n<h2>"_s
        + report::htmlText(digest.title()) + u"</h2>\n"_s;
    for (const Piece &piece : piecesOf(digest, markup, noLimit, noSize))
        html += u"<p>"_s + QString(piece.text).replace(u'\n', u"<br>"_s) + u"</p>\n"_s;
    return html + u"</body></html>\n"_s;
}

QString textOf(const Digest &digest)
{
    const Markup markup{[](const QString &text) { return text; }, [](const QString &label, const QString &url) { return QString(label + u' ' + url); }, [](const QString &text) { return text; }};
    QString text = digest.title() + u"\n\n"_s;
    for (const Piece &piece : piecesOf(digest, markup, noLimit, noSize))
        text += piece.text + u"\n\n"_s;
    return text;
}

QByteArray mail(const QString &subject, const QString &text, const QString &html, const DeliveryTarget &target, const QDateTime &now)
{
    const QByteArray plain = part("text/plain", text), rich = part("text/html", html);
    const QByteArray id = QCryptographicHash::hash(QByteArray(subject.toUtf8() + plain + target.key.toUtf8()), QCryptographicHash::Sha256).toHex().first(40);
    const QByteArray boundary = "=_"_ba + id;
    const QByteArray domain = target.from.section(u'@', -1).toLatin1();
    QByteArray bytes = "From: "_ba + encodedWords(u"日鉴"_s) + " <" + target.from.toLatin1() + ">\r\nTo: " + target.to.join(u",\r\n "_s).toLatin1() + "\r\nSubject: "
        + encodedWords(subject) + "\r\nDate: " + QLocale::c().toString(now.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000\r\nMessage-ID: <" + id + '@' + domain
        + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    bytes += "--" + boundary + "\r\n" + plain + "--" + boundary + "\r\n" + rich + "--" + boundary + "--\r\n";
    return bytes;
}

} // namespace

QByteArray encodedWords(const QString &text)
{
    const bool ascii = std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c < u'\x7f'; });
    if (ascii && text.size() < 60 && !text.contains("=?"_L1))
        return text.toLatin1();
    QByteArrayList words;
    QByteArray word;
    const auto flush = [&] {
        if (!word.isEmpty())
            words.append("=?UTF-8?B?"_ba + word.toBase64() + "?="_ba);
        word.clear();
    };
    for (const char32_t point : text.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(&point, 1).toUtf8();
        if (word.size() + bytes.size() > 42)
            flush();
        word += point < 0x20 || point == 0x7f ? " "_ba : bytes;
    }
    flush();
    return words.join("\r\n ");
}

QByteArray mailOf(const Digest &digest, const DeliveryTarget &target, const QDateTime &now)
{
    return mail(digest.title(), textOf(digest), htmlOf(digest), target, now);
}

QByteArray testMail(const DeliveryTarget &target, const QDateTime &now)
{
    const QString text = u"日鉴：连接测试成功。"_s;
    return mail(text, text, u"<!DOCTYPE html>\n<html lang=\"zh-CN\"><body><p>"_s + text + u"</p></body></html>\n"_s, target, now);
}

} // namespace rijian::delivery
