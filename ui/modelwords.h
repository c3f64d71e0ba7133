#pragma once
// What a model takes, in words that dialogs, tool tips and the status bar share.

#include <QString>

namespace rijian::ui {

/// "¥0.15"; what would round to nothing is "< ¥0.01". An empty currency: the price is not known.
QString moneyText(double amount, const QString &currency);
/// Of one card, which mostly costs less than that: "¥0.0031", "¥0.12".
QString preciseMoneyText(double amount, const QString &currency);
/// "950", "24k", "1.3M".
QString tokenText(qint64 tokens);
/// "less than a minute", "about 3 minutes", "about 2 hours".
QString durationText(double minutes);

} // namespace rijian::ui
