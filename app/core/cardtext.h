#pragma once
// The card's text: what a report shows of a commit, and the tolerant reading of it. The form is described in
// docs/REPORT_FORMAT.md, "Card": one bold label with its emoji a field, the text after a full-width colon or, for a
// list, on the lines below it.

#include "core/card.h"

#include <QStringView>

namespace rijian {

/// The parts of a card's text that a reading reports on. Insights is the heading above the three dimensions.
enum class CardField { Types, Importance, Summary, Scope, Insights, Architecture, Performance, Security, Risks, Advice, Closing };

/// 变更类型, 重要程度, …; empty for Closing, which has no label.
QString cardFieldWord(CardField field);

/// A card read from text. Each field but Insights is in exactly one of the two lists, except that a closing remark is
/// optional and never missing. A label without any text below it counts as missing.
struct CardReading {
    Card card;
    QList<CardField> found; ///< in the order of the text
    QList<CardField> missing; ///< in the order of CardField

    bool isCard() const { return !found.isEmpty(); }
};

/// The card as Markdown, without a line end after the last line. Empty fields are left out. The same card gives the
/// same text. A line of a field that would read as another field's label is escaped with a backslash, so that no
/// field's text can end its field.
QString writeCard(const Card &card);

/// Reads a card written by this program, by a model or by the script before it: see "Card" in docs/REPORT_FORMAT.md for
/// what is accepted. Never fails: text without any label gives a reading without fields. The first label of a field
/// wins; later ones are text of the field they stand in. Takes time linear in the text's length.
CardReading readCard(QStringView markdown);

/// The types a line such as "功能增强 / CI 配置 / 测试" names, in its order, each once. Words outside the list are Other.
QList<ChangeType> readChangeTypes(QStringView text);

/// "🟡中", "🟡 中（影响 CI）", "Medium", …; Unknown when the text names no level.
Importance readImportance(QStringView text);

} // namespace rijian
