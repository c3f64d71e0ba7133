#pragma once
// The theme as the page's style variables. UI thread.

#include <QFont>
#include <QJsonObject>
#include <QString>

namespace rijian::ui {

/// {"--base": "#ffffff", …} of the scheme in use; the text is as large as `font`.
QJsonObject cardVariables(const QFont &font);

/// The same as CSS declarations.
QString cardDeclarations(const QFont &font);

} // namespace rijian::ui
