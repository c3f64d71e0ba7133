// PromptTemplates: the built-in ones of resources/prompts and the user's own. docs/PROMPTS.md describes them.

#include "analysis/llm/prompt.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::PromptTemplates)
};

const QString builtInVersion = u"1"_s; // changes with the texts in resources/prompts: cards of another version are made anew
constexpr qint64 largestTemplate = 64 << 10;

struct Shape {
    QLatin1StringView file;
    QList<QLatin1StringView> required;
    QList<QLatin1StringView> optional;
};

const QList<Shape> &shapes()
{
    static const QList<Shape> list{
        {"system.md"_L1, {"form"_L1}, {}},
        {"commit.md"_L1, {"fence"_L1, "metadata"_L1, "files"_L1, "diff"_L1}, {"repository"_L1, "findings"_L1, "depth"_L1}},
        {"part.md"_L1, {"fence"_L1, "metadata"_L1, "diff"_L1}, {"repository"_L1, "files"_L1, "number"_L1, "count"_L1}},
        {"merge.md"_L1, {"fence"_L1, "metadata"_L1, "parts"_L1}, {"repository"_L1, "findings"_L1, "files"_L1}},
    };
    return list;
}

Result<QString> readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Disk, Text::tr("The prompt template %1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.read(largestTemplate + 1);
    if (bytes.size() > largestTemplate)
        return failure(ErrorKind::BadData, Text::tr("The prompt template %1 is larger than 64 KB: shorten it.").arg(path));
    return QString::fromUtf8(bytes).replace("\r\n"_L1, "\n"_L1);
}

Result<void> check(const Shape &shape, const QString &text, const QString &path)
{
    static const QRegularExpression placeholder(u"\\{\\{(\\w*)\\}\\}"_s);
    QStringList named;
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(text)) {
        const QString name = match.captured(1);
        const auto is = [&](QLatin1StringView known) { return name == known; };
        if (std::ranges::none_of(shape.required, is) && std::ranges::none_of(shape.optional, is)) {
            const qsizetype line = QStringView(text).first(match.capturedStart()).count(u'\n') + 1;
            return failure(ErrorKind::BadData, Text::tr("%1, line %2: there is no {{%3}} in this template. Mend it, or delete the file to use the built-in one.").arg(path).arg(line).arg(name));
        }
        named.append(name);
    }
    for (const QLatin1StringView name : shape.required) {
        if (!named.contains(name))
            return failure(ErrorKind::BadData, Text::tr("%1 lacks {{%2}}, without which a model cannot answer. Mend it, or delete the file to use the built-in one.").arg(path, name));
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const PromptTemplates>> PromptTemplates::load(const QString &folder)
{
    auto templates = std::make_shared<PromptTemplates>();
    bool own = false;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Shape &shape : shapes()) {
        const QString ownPath = folder + u'/' + shape.file;
        const bool isOwn = !folder.isEmpty() && QFile::exists(ownPath);
        const QString builtIn = u":/prompts/"_s + shape.file;
        const auto text = readText(isOwn ? ownPath : builtIn);
        if (!text)
            return std::unexpected(text.error());
        if (auto sound = check(shape, *text, isOwn ? ownPath : builtIn); !sound)
            return std::unexpected(sound.error());
        if (isOwn)
            own = own || *text != readText(builtIn).value_or(QString());
        hash.addData(text->toUtf8());
        hash.addData(QByteArrayView("\0", 1));
        templates->m_texts.insert(shape.file, *text);
    }
    templates->m_version = own ? QString(builtInVersion + u'-' + QString::fromLatin1(hash.result().toHex().first(8))) : builtInVersion;
    templates->m_fence = u"data-"_s + QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
    return templates;
}

QString PromptTemplates::text(const QString &name) const
{
    return m_texts.value(name);
}

} // namespace rijian::analysis::llm
