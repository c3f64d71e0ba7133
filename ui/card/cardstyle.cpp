#include "ui/card/cardstyle.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QFontInfo>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

/// A family's name as CSS writes it; quotes and backslashes in it would end the string.
QString cssFamily(QString family)
{
    return u'"' + family.remove(u'"').remove(u'\\').remove(u'\n') + u'"';
}

} // namespace

QJsonObject cardVariables(const QFont &font)
{
    const Colors &c = colors();
    const std::initializer_list<std::pair<QString, QColor>> named{
        {u"--base"_s, c.base}, {u"--alternate"_s, c.alternate}, {u"--text"_s, c.text}, {u"--muted"_s, c.muted}, {u"--border"_s, c.border},
        {u"--accent"_s, c.accent}, {u"--accent-text"_s, c.accentText}, {u"--hover"_s, c.hover}, {u"--high"_s, c.high}, {u"--medium"_s, c.medium},
        {u"--low"_s, c.low}, {u"--high-tint"_s, c.highTint}, {u"--medium-tint"_s, c.mediumTint}, {u"--low-tint"_s, c.lowTint},
        {u"--warning-tint"_s, c.warningTint}};
    QJsonObject variables;
    for (const auto &[name, color] : named)
        variables.insert(name, color.name());
    const auto mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    const auto chinese = u", \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\""_s;
    variables.insert(u"--font"_s, QString(cssFamily(font.family()) + chinese + u", sans-serif"_s));
    variables.insert(u"--mono"_s, QString(cssFamily(mono) + chinese + u", monospace"_s));
    variables.insert(u"--size"_s, QString(QString::number(QFontInfo(font).pixelSize()) + u"px"_s));
    variables.insert(u"color-scheme"_s, c.dark ? u"dark"_s : u"light"_s);
    return variables;
}

QString cardDeclarations(const QFont &font)
{
    QString css;
    const auto variables = cardVariables(font);
    for (auto it = variables.begin(); it != variables.end(); ++it)
        css += it.key() + u':' + it.value().toString() + u';';
    return css;
}

} // namespace rijian::ui
