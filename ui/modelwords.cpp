#include "ui/modelwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct ModelWordsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::ModelWords)
};

constexpr double smallestCost = 0.01;
constexpr double many = 1e9; // what services and files say is not trusted to be sensible

QString withCurrency(const QString &number, const QString &currency)
{
    if (currency == "CNY"_L1)
        return u"¥"_s + number;
    if (currency == "USD"_L1)
        return u"$"_s + number;
    return number + u' ' + currency.left(8);
}

} // namespace

QString moneyText(double amount, const QString &currency)
{
    if (currency.isEmpty())
        return ModelWordsText::tr("price not known");
    const double sum = std::isfinite(amount) ? std::clamp(amount, 0.0, many) : 0;
    if (sum > 0 && sum < smallestCost)
        return u"< "_s + withCurrency(QLocale().toString(smallestCost, 'f', 2), currency);
    return withCurrency(QLocale().toString(sum, 'f', 2), currency);
}

QString preciseMoneyText(double amount, const QString &currency)
{
    constexpr double finest = 0.0001;
    if (currency.isEmpty() || !std::isfinite(amount) || amount >= 1 || amount < finest)
        return moneyText(amount, currency);
    const QLocale locale;
    QString number = locale.toString(amount, 'f', 4);
    for (int i = 0; i < 2 && number.endsWith(locale.zeroDigit()); ++i) // cents stay
        number.chop(1);
    return withCurrency(number, currency);
}

QString tokenText(qint64 tokens)
{
    const QLocale locale;
    if (tokens < 10'000)
        return locale.toString(tokens);
    if (tokens < 1'000'000)
        return ModelWordsText::tr("%1k").arg(locale.toString((tokens + 500) / 1'000));
    return ModelWordsText::tr("%1M").arg(locale.toString(double(tokens) / 1e6, 'f', 1));
}

QString durationText(double minutes)
{
    if (!(minutes >= 1))
        return ModelWordsText::tr("less than a minute");
    const double some = std::min(minutes, many / 100);
    return some < 90 ? ModelWordsText::tr("about %n minute(s)", nullptr, int(std::lround(some))) : ModelWordsText::tr("about %n hour(s)", nullptr, int(std::lround(some / 60)));
}

} // namespace rijian::ui
