#include "analysis/llm/templatetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

/// The name of the placeholder whose braces open at `at`; empty: there is none.
QStringView nameAt(QStringView text, qsizetype at)
{
    qsizetype end = at + 2;
    while (end < text.size() && ((text[end] >= u'a' && text[end] <= u'z') || text[end] == u'_'))
        ++end;
    return text.sliced(end).startsWith("}}"_L1) ? text.sliced(at + 2, end - at - 2) : QStringView();
}

/// Calls `plain` with the text between placeholders and `placeholder` with each name, in order.
void walk(QStringView text, auto plain, auto placeholder)
{
    qsizetype from = 0;
    for (qsizetype at = text.indexOf("{{"_L1); at >= 0; at = text.indexOf("{{"_L1, at)) {
        const QStringView name = nameAt(text, at);
        if (name.isEmpty()) {
            ++at;
            continue;
        }
        plain(text.sliced(from, at - from));
        placeholder(name);
        at += name.size() + 4;
        from = at;
    }
    plain(text.sliced(from));
}

} // namespace

const QList<TemplateShape> &templateShapes()
{
    static const QStringList commit{u"repository"_s, u"languages"_s, u"readme"_s, u"judged"_s, u"sha"_s, u"author"_s, u"time"_s, u"parents"_s, u"size"_s, u"recent"_s, u"findings"_s, u"coverage"_s, u"depth"_s};
    static const QList<TemplateShape> shapes{
        {u"system.md"_s, {u"form"_s}, {}},
        {u"notes.md"_s, {}, {}},
        {u"commit.md"_s, {u"fence"_s, u"message"_s, u"files"_s, u"diff"_s}, commit + QStringList{u"repository_fence"_s}},
        {u"part.md"_s, {u"fence"_s, u"part"_s, u"files"_s, u"diff"_s}, commit + QStringList{u"repository_fence"_s, u"parts"_s, u"message"_s}},
        {u"merge.md"_s, {u"fence"_s, u"message"_s, u"files"_s, u"notes"_s}, commit + QStringList{u"repository_fence"_s, u"parts"_s}},
    };
    return shapes;
}

QList<Placeholder> placeholdersOf(const QString &text)
{
    QList<Placeholder> list;
    int line = 1;
    walk(text, [&line](QStringView plain) { line += int(plain.count(u'\n')); }, [&](QStringView name) { list.append({name.toString(), line}); });
    return list;
}

QString fillTemplate(const QString &text, const QHash<QString, QString> &values)
{
    QString filled;
    walk(text, [&filled](QStringView plain) { filled += plain; }, [&](QStringView name) { filled += values.value(name.toString()); });
    return filled;
}

} // namespace rijian::analysis::llm
