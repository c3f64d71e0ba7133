#include "analysis/llm/prices.h"

#include "analysis/llm/providers.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct PriceListText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::PriceList)
};

constexpr qint64 largestFile = 1 << 20;

bool isAmount(const QJsonValue &value)
{
    return value.isDouble() && value.toDouble() >= 0 && value.toDouble() < 1e6;
}

} // namespace

double costOf(const Price &price, const TokenUsage &usage)
{
    const double fresh = double(usage.prompt - usage.cached);
    return (fresh * price.prompt + double(usage.cached) * price.cached + double(usage.completion) * price.completion) / 1e6;
}

Result<QList<PriceList::Entry>> PriceList::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Disk, PriceListText::tr("The prices in %1 cannot be read: %2").arg(path, file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(largestFile), &error);
    if (!document.isObject() || !document[u"prices"_s].isArray())
        return failure(ErrorKind::BadData, PriceListText::tr("%1 is not a list of prices (%2): fix it, or delete it to use the built-in prices.").arg(path, error.error ? error.errorString() : u"\"prices\""_s));
    QList<Entry> entries;
    for (const QJsonValue value : document[u"prices"_s].toArray()) {
        const QJsonObject object = value.toObject();
        Entry entry{.provider = object[u"provider"_s].toString(), .model = object[u"model"_s].toString()};
        entry.price = {.prompt = object[u"prompt"_s].toDouble(),
                       .cached = object[object.contains(u"cached"_s) ? u"cached"_s : u"prompt"_s].toDouble(),
                       .completion = object[u"completion"_s].toDouble(),
                       .currency = object[u"currency"_s].toString().left(8)};
        if (entry.model.isEmpty() || !entry.price.isKnown() || !isAmount(object[u"prompt"_s]) || !isAmount(object[u"completion"_s]))
            return failure(ErrorKind::BadData, PriceListText::tr("Entry %1 in %2 needs “model”, “prompt”, “completion” and “currency”: fix it, or delete it.").arg(entries.size() + 1).arg(path));
        entries.append(std::move(entry));
    }
    return entries;
}

Result<PriceList> PriceList::load(const QString &ownFile)
{
    PriceList list;
    if (!ownFile.isEmpty() && QFile::exists(ownFile)) {
        auto own = read(ownFile);
        if (!own)
            return std::unexpected(own.error());
        list.m_entries = std::move(*own);
    }
    const auto builtIn = read(u":/prices.json"_s);
    if (!builtIn)
        return std::unexpected(builtIn.error());
    list.m_entries += *builtIn;
    return list;
}

Price PriceList::priceOf(const QString &provider, const QString &model) const
{
    for (const Entry &entry : m_entries) {
        const bool here = entry.provider.isEmpty() || entry.provider == provider;
        if (here && fitsModel(entry.model, model))
            return entry.price;
    }
    return {};
}

} // namespace rijian::analysis::llm
