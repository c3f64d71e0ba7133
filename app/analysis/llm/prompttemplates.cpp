#include "analysis/llm/prompt.h"
#include "analysis/llm/templatetext.h"
#include "analysis/rules/builtindata.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct PromptTemplatesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::PromptTemplates)
};

constexpr qint64 longestTemplate = 64 * 1024;
const QString builtInVersion = u"2"_s;

/// Line ends of any system, a byte order mark and blanks at the end make no difference.
QString normalized(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes);
    text.replace("\r\n"_L1, "\n"_L1);
    if (text.startsWith(QChar::ByteOrderMark))
        text.removeFirst();
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

Result<QString> builtIn(const QString &name)
{
    QFile file(u":/prompts/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, PromptTemplatesText::tr("A part of the program is missing (%1): install it again.").arg(name), file.errorString());
    return normalized(file.readAll());
}

/// Nothing: the user has no template of this name.
Result<std::optional<QString>> usersOwn(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Disk, PromptTemplatesText::tr("The prompt template %1 cannot be read: check its permissions, or remove it.").arg(path), file.errorString());
    const QByteArray bytes = file.read(longestTemplate + 1);
    if (bytes.size() > longestTemplate)
        return failure(ErrorKind::BadData, PromptTemplatesText::tr("The prompt template %1 is larger than 64 KiB: shorten it.").arg(path));
    return normalized(bytes);
}

/// Text of strangers must stand between marks whose number they cannot know.
Result<void> checkFences(const QString &path, const QString &text)
{
    static const QStringList strangers{u"repository"_s, u"languages"_s, u"readme"_s, u"judged"_s, u"author"_s, u"message"_s, u"recent"_s, u"findings"_s, u"files"_s, u"diff"_s, u"notes"_s};
    static const QStringList opening{u"<repository-{{repository_fence}}>"_s, u"<commit-{{fence}}>"_s};
    static const QStringList closing{u"</repository-{{repository_fence}}>"_s, u"</commit-{{fence}}>"_s};
    qsizetype open = -1;
    int number = 0;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        ++number;
        const QString mark = line.trimmed().toString();
        if (open >= 0 && mark == closing.at(open)) {
            open = -1;
        } else if (open < 0 && opening.contains(mark)) {
            open = opening.indexOf(mark);
        } else if (open < 0) {
            for (const Placeholder &placeholder : placeholdersOf(mark)) {
                if (strangers.contains(placeholder.name))
                    return failure(ErrorKind::BadData,
                                   PromptTemplatesText::tr("%1, line %2: {{%3}} must stand between the lines %4 and %5.").arg(path).arg(number).arg(placeholder.name, opening.at(1), closing.at(1)));
            }
        }
    }
    if (open >= 0)
        return failure(ErrorKind::BadData, PromptTemplatesText::tr("%1, line %2: the line %3 is missing. Add it behind the commit's text.").arg(path).arg(number).arg(closing.at(open)));
    return {};
}

Result<void> check(const QString &path, const TemplateShape &shape, const QString &text)
{
    QStringList found;
    for (const Placeholder &placeholder : placeholdersOf(text)) {
        if (!shape.required.contains(placeholder.name) && !shape.optional.contains(placeholder.name))
            return failure(ErrorKind::BadData, PromptTemplatesText::tr("%1, line %2: there is no placeholder {{%3}}. Correct or remove it.").arg(path).arg(placeholder.line).arg(placeholder.name));
        found << placeholder.name;
    }
    for (const QString &name : shape.required) {
        if (!found.contains(name))
            return failure(ErrorKind::BadData, PromptTemplatesText::tr("%1, line %2: the placeholder {{%3}} is missing. Add it before the file ends.").arg(path).arg(text.count(u'\n') + 1).arg(name));
    }
    return checkFences(path, text);
}

} // namespace

Result<std::shared_ptr<const PromptTemplates>> PromptTemplates::load(const QString &folder)
{
    if (!builtInRuleData()) // which registers the built-in files, too
        return failure(ErrorKind::Internal, PromptTemplatesText::tr("A part of the program is missing (%1): install it again.").arg(u"rules.json"_s));
    auto templates = std::make_shared<PromptTemplates>();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    bool changed = false;
    for (const TemplateShape &shape : templateShapes()) {
        auto text = builtIn(shape.file);
        if (!text)
            return std::unexpected(text.error());
        if (!folder.isEmpty()) {
            const QString path = QDir(folder).filePath(shape.file);
            const auto own = usersOwn(path);
            if (!own)
                return std::unexpected(own.error());
            if (*own && **own != *text) {
                if (const auto sound = check(path, shape, **own); !sound)
                    return std::unexpected(sound.error());
                text = **own;
                changed = true;
            }
        }
        hash.addData(text->toUtf8());
        hash.addData(QByteArrayView("\0", 1));
        templates->m_texts.insert(shape.file, *text);
    }
    templates->m_version = changed ? builtInVersion + u'-' + QString::fromLatin1(hash.result().first(4).toHex()) : builtInVersion;
    return templates;
}

QString PromptTemplates::text(const QString &name) const
{
    return m_texts.value(name);
}

} // namespace rijian::analysis::llm
