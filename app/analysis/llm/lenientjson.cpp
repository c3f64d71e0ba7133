#include "analysis/llm/lenientjson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr int deepest = 32;
constexpr qsizetype lookAhead = 80; // characters behind a quotation mark that decide whether it ends a text

bool isComma(QChar c)
{
    return c == u',' || c == u'，' || c == u'、' || c == u';';
}

bool isColon(QChar c)
{
    return c == u':' || c == u'：' || c == u'=';
}

class Parser
{
public:
    explicit Parser(QStringView text)
        : m_text(text)
    {
    }

    QJsonValue value(int depth)
    {
        skip();
        if (atEnd())
            return cut();
        const QChar c = m_text[m_at];
        if (c == u'{')
            return depth < deepest ? QJsonValue(object(depth)) : dropNested();
        if (c == u'[')
            return depth < deepest ? QJsonValue(array(depth)) : dropNested();
        if (const QChar close = closingQuote(c); !close.isNull())
            return text(close);
        return word();
    }

    qsizetype position() const { return m_at; }
    bool isCutOff() const { return m_cutOff; }

private:
    bool atEnd() const { return m_at >= m_text.size(); }

    QJsonValue cut()
    {
        m_cutOff = true;
        return QJsonValue::Undefined;
    }

    /// Too deep for anything that is meant: the rest is not worth reading.
    QJsonValue dropNested()
    {
        m_at = m_text.size();
        return cut();
    }

    static QChar closingQuote(QChar open)
    {
        return open == u'"' || open == u'\'' || open == u'`' ? open : open == u'“' ? QChar(u'”') : open == u'”' ? open : QChar();
    }

    /// Blanks and comments.
    void skip()
    {
        while (!atEnd()) {
            if (m_text[m_at].isSpace() || m_text[m_at] == QChar(0xFEFF)) {
                ++m_at;
            } else if (m_text.sliced(m_at).startsWith(u"//") || m_text[m_at] == u'#') {
                const qsizetype end = m_text.indexOf(u'\n', m_at);
                m_at = end < 0 ? m_text.size() : end;
            } else if (m_text.sliced(m_at).startsWith(u"/*")) {
                const qsizetype end = m_text.indexOf(u"*/", m_at + 2);
                m_at = end < 0 ? m_text.size() : end + 2;
            } else {
                return;
            }
        }
    }

    bool take(bool (*is)(QChar))
    {
        skip();
        if (atEnd() || !is(m_text[m_at]))
            return false;
        ++m_at;
        return true;
    }

    QJsonObject object(int depth)
    {
        QJsonObject result;
        ++m_at;
        while (true) {
            while (take(&isComma)) { }
            if (atEnd()) {
                m_cutOff = true;
                return result;
            }
            if (m_text[m_at] == u'}' || m_text[m_at] == u']') {
                ++m_at;
                return result;
            }
            const qsizetype before = m_at;
            const QString key = name();
            if (take(&isColon)) {
                const QJsonValue read = value(depth + 1);
                if (!read.isUndefined() && !result.contains(key))
                    result.insert(key, read);
            }
            if (m_at == before)
                ++m_at; // whatever it is, it is no part of an object
        }
    }

    QJsonArray array(int depth)
    {
        QJsonArray result;
        ++m_at;
        while (true) {
            while (take(&isComma)) { }
            if (atEnd()) {
                m_cutOff = true;
                return result;
            }
            if (m_text[m_at] == u']') {
                ++m_at;
                return result;
            }
            if (m_text[m_at] == u'}') // the array's end was forgotten: the object around it goes on
                return result;
            const qsizetype before = m_at;
            const QJsonValue read = value(depth + 1);
            if (!read.isUndefined())
                result.append(read);
            if (m_at == before)
                ++m_at;
        }
    }

    QString name()
    {
        if (const QChar close = closingQuote(m_text[m_at]); !close.isNull())
            return text(close).toString();
        const qsizetype begin = m_at;
        while (!atEnd() && !isColon(m_text[m_at]) && !isComma(m_text[m_at]) && m_text[m_at] != u'}' && m_text[m_at] != u'\n')
            ++m_at;
        return m_text.sliced(begin, m_at - begin).trimmed().toString();
    }

    /// A quotation mark ends a text where what follows could follow a text; models forget to escape those inside.
    bool endsText(qsizetype at) const
    {
        const QStringView behind = m_text.sliced(at + 1, std::min(lookAhead, m_text.size() - at - 1)).trimmed();
        if (behind.isEmpty())
            return true;
        const QChar c = behind.front();
        if (!isComma(c))
            return c == u'}' || c == u']' || isColon(c) || c == u'"' || behind.startsWith(u"//") || behind.startsWith(u"/*");
        const QStringView next = behind.sliced(1).trimmed();
        return next.isEmpty() || !closingQuote(next.front()).isNull() || QStringView(u"{[}]/-").contains(next.front())
            || (c == u',' && next.front() < QChar(0x80) && next.front().isLetterOrNumber());
    }

    QJsonValue text(QChar close)
    {
        QString result;
        for (++m_at; !atEnd(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'\\') {
                if (++m_at >= m_text.size())
                    break;
                escape(result);
            } else if (c == close && endsText(m_at)) {
                ++m_at;
                return result;
            } else {
                result += c;
            }
        }
        m_cutOff = true;
        return result;
    }

    void escape(QString &result)
    {
        const QChar c = m_text[m_at];
        switch (c.unicode()) {
        case 'n':
            result += u'\n';
            return;
        case 't':
            result += u'\t';
            return;
        case 'r':
        case 'b':
        case 'f':
            return;
        case 'u': {
            bool ok = false;
            const ushort code = m_text.sliced(m_at + 1, std::min<qsizetype>(4, m_text.size() - m_at - 1)).toUShort(&ok, 16);
            if (ok && m_text.size() - m_at > 4) {
                result += QChar(code);
                m_at += 4;
            }
            return;
        }
        default:
            result += c;
        }
    }

    QJsonValue word()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && !isComma(m_text[m_at]) && m_text[m_at] != u'}' && m_text[m_at] != u']' && m_text[m_at] != u'\n')
            ++m_at;
        const QStringView word = m_text.sliced(begin, m_at - begin).trimmed();
        m_cutOff = m_cutOff || atEnd();
        if (word.isEmpty() || word == u"null" || word == u"None" || word == u"undefined" || word == u"NaN")
            return QJsonValue::Null;
        if (word == u"true" || word == u"True")
            return true;
        if (word == u"false" || word == u"False")
            return false;
        bool ok = false;
        const double number = word.toDouble(&ok);
        return ok ? QJsonValue(number) : QJsonValue(word.toString());
    }

    QStringView m_text;
    qsizetype m_at = 0;
    bool m_cutOff = false;
};

} // namespace

LenientJson readLenientJson(QStringView text)
{
    Parser parser(text);
    LenientJson result;
    result.value = parser.value(0);
    result.end = parser.position();
    result.cutOff = parser.isCutOff();
    return result;
}

} // namespace rijian::analysis::llm
