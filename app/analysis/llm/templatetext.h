#pragma once
// Placeholders of the prompt's templates: {{name}}, name of lower-case letters and underscores. Anything else in braces is text.

#include <QHash>
#include <QString>
#include <QStringList>

namespace rijian::analysis::llm {

struct TemplateShape {
    QString file;
    QStringList required; ///< must be there
    QStringList optional;
};

/// What each template may and must hold; docs/PROMPTS.md says what stands for what.
const QList<TemplateShape> &templateShapes();

struct Placeholder {
    QString name;
    int line = 1;
};

QList<Placeholder> placeholdersOf(const QString &text);

/// Replaces each placeholder once: what is put in is not looked at again. One without a value becomes empty.
QString fillTemplate(const QString &text, const QHash<QString, QString> &values);

} // namespace rijian::analysis::llm
