#include "ui/print/pdfoutline.h"

#include "core/text.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qsizetype TitleLimit = 200;
constexpr qsizetype TitleBytes = 8000; // looked at

/// The five entities that the writer uses, and numbers.
QString decodeEntities(QStringView text)
{
    constexpr std::array named{std::pair{"amp"_L1, u'&'}, std::pair{"lt"_L1, u'<'}, std::pair{"gt"_L1, u'>'}, std::pair{"quot"_L1, u'"'}, std::pair{"apos"_L1, u'\''}};
    constexpr qsizetype longest = 10;
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype end = text[i] == u'&' ? text.sliced(i, std::min(longest, text.size() - i)).indexOf(u';') : -1;
        if (end < 2) {
            plain += text[i];
            continue;
        }
        const QStringView name = text.sliced(i + 1, end - 1);
        char32_t code = 0;
        for (const auto &[word, c] : named) {
            if (name == word)
                code = c;
        }
        if (name.startsWith(u'#')) {
            const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
            code = (hex ? name.sliced(2).toUInt(nullptr, 16) : name.sliced(1).toUInt());
        }
        if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            plain += text[i];
            continue;
        }
        plain += QString::fromUcs4(&code, 1);
        i += end;
    }
    return plain;
}

/// What is between tags.
QString plainText(QByteArrayView html)
{
    QByteArray text;
    bool inTag = false;
    for (const char c : html.first(std::min(html.size(), TitleBytes))) {
        if (c == '<')
            inTag = true;
        else if (c == '>')
            inTag = false;
        else if (!inTag)
            text += c;
    }
    return oneLine(decodeEntities(QString::fromUtf8(text)).simplified(), TitleLimit);
}

/// The value of ` id="…"` in a tag's text; only what is safe to write again.
QByteArray idOf(QByteArrayView tag)
{
    const qsizetype start = tag.indexOf(" id=\"");
    if (start < 0)
        return {};
    const QByteArrayView rest = tag.sliced(start + 5);
    const qsizetype end = rest.indexOf('"');
    constexpr qsizetype longest = 100;
    if (end <= 0 || end > longest)
        return {};
    const QByteArrayView id = rest.first(end);
    for (const char c : id) {
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return {};
    }
    return id.toByteArray();
}

} // namespace

QList<PageHeading> headingsOf(QByteArrayView html)
{
    constexpr std::array<QByteArrayView, 3> closing{"</h1>", "</h2>", "</h3>"};
    QList<PageHeading> headings;
    QByteArray anchor; // of the last element that had one, and no heading yet
    qsizetype from = 0;
    while (headings.size() < PageHeadingLimit) {
        const qsizetype start = html.indexOf('<', from);
        const qsizetype end = start < 0 ? -1 : html.indexOf('>', start);
        if (end < 0)
            break;
        const QByteArrayView tag = html.sliced(start + 1, end - start - 1);
        from = end + 1;
        if (tag.startsWith("style")) { // holds what looks like tags
            const qsizetype over = html.indexOf("</style>", from);
            if (over < 0)
                break;
            from = over;
            continue;
        }
        if (const QByteArray id = idOf(tag); !id.isEmpty())
            anchor = id;
        if (tag.size() < 2 || tag[0] != 'h' || tag[1] < '1' || tag[1] > '3' || (tag.size() > 2 && tag[2] != ' '))
            continue;
        const int level = tag[1] - '0';
        const qsizetype close = html.indexOf(closing.at(std::size_t(level - 1)), from);
        if (close < 0)
            break;
        headings.append({level, plainText(html.sliced(from, close - from)), std::exchange(anchor, {})});
        from = close;
    }
    return headings;
}

QByteArray withLinksTo(const QByteArray &html, const QList<PageHeading> &headings)
{
    QByteArray links = "<div hidden>";
    for (const PageHeading &heading : headings) {
        if (!heading.anchor.isEmpty())
            links += "<a href=\"#" + heading.anchor + "\"></a>";
    }
    links += "</div>";
    const qsizetype end = html.lastIndexOf("</body>");
    QByteArray whole = html;
    return whole.insert(end < 0 ? html.size() : end, links);
}

} // namespace rijian::ui
