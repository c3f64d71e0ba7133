#include "jobs/evaluation.h"

#include "core/cardtext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct EvaluationText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Evaluation)
};

constexpr qsizetype mostLabels = 10'000;

Result<Label> readLabel(const QJsonObject &object, int number)
{
    static const QRegularExpression hex(u"^[0-9a-f]{40}$"_s);
    Label label{.sha = object[u"sha"_s].toString()};
    if (!hex.match(label.sha).hasMatch())
        return failure(ErrorKind::BadData, EvaluationText::tr("Card %1 of the file has no “sha” of 40 hexadecimal digits.").arg(number));
    for (const QJsonValue type : object[u"types"_s].toArray())
        label.types += readChangeTypes(type.toString());
    label.importance = readImportance(object[u"importance"_s].toString());
    if (label.types.isEmpty() || label.importance == Importance::Unknown)
        return failure(ErrorKind::BadData, EvaluationText::tr("Card %1 of the file (%2) needs “types” and an “importance” of 高, 中 or 低.").arg(number).arg(label.sha.first(10)));
    return label;
}

void scoreTypes(Score &score, const Label &label, const Card &card)
{
    score.mainType += card.types.contains(label.types.first());
    const QSet<ChangeType> wanted(label.types.begin(), label.types.end());
    const QSet<ChangeType> given(card.types.begin(), card.types.end());
    score.overlap += double((wanted & given).size()) / double((wanted | given).size());
}

void scoreFields(Score &score, const Card &card)
{
    for (const QString &field : {card.summary, card.scope, card.architecture, card.performance, card.security, card.risks, card.advice}) {
        ++score.fieldsAsked;
        score.fields += !field.trimmed().isEmpty();
    }
}

} // namespace

Result<LabelSet> readLabels(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadData, EvaluationText::tr("This is not a file of labeled cards: it has to be a JSON object (%1 at byte %2).").arg(error.errorString()).arg(error.offset));
    const QJsonObject object = document.object();
    LabelSet set{.name = object[u"name"_s].toString(), .repository = object[u"repository"_s].toString()};
    const QString zone = object[u"timezone"_s].toString();
    set.days.zone = zone.isEmpty() ? defaultTimeZone() : parseTimeZone(zone).value_or(QTimeZone());
    set.days.first = QDate::fromString(object[u"first"_s].toString(), Qt::ISODate);
    set.days.last = QDate::fromString(object[u"last"_s].toString(), Qt::ISODate);
    if (set.repository.isEmpty())
        return failure(ErrorKind::BadData, EvaluationText::tr("The file does not say which “repository” its commits are of."));
    if (!set.days.first.isValid() || !set.days.last.isValid() || set.days.last < set.days.first || !set.days.zone.isValid())
        return failure(ErrorKind::BadData, EvaluationText::tr("The file does not say between which days its commits lie: “first”, “last” and “timezone”."));
    const QJsonArray cards = object[u"cards"_s].toArray();
    if (cards.isEmpty() || cards.size() > mostLabels)
        return failure(ErrorKind::BadData, EvaluationText::tr("The file needs between 1 and %1 “cards”.").arg(mostLabels));
    for (const QJsonValue card : cards) {
        auto label = readLabel(card.toObject(), int(set.labels.size()) + 1);
        if (!label)
            return std::unexpected(label.error());
        set.labels.append(std::move(*label));
    }
    return set;
}

Score scoreCards(const QList<Label> &labels, const QHash<QString, Analysis> &cards)
{
    Score score{.labels = int(labels.size())};
    for (const Label &label : labels) {
        const auto found = cards.constFind(label.sha);
        if (found != cards.constEnd()) {
            score.usage += found->usage;
            score.cost += found->cost;
            score.currency = found->currency;
        }
        if (found == cards.constEnd() || found->state == AnalysisState::Failed) {
            score.misses.append(label);
            continue;
        }
        ++score.cards;
        score.partial += found->state == AnalysisState::Partial;
        score.unconfirmed += int(found->unconfirmed.size());
        const int distance = std::abs(int(found->card.importance) - int(label.importance));
        score.importance += distance == 0;
        score.oneOff += distance == 1 && found->card.importance != Importance::Unknown;
        if (distance != 0)
            score.misses.append(label);
        scoreTypes(score, label, found->card);
        scoreFields(score, found->card);
    }
    return score;
}

} // namespace rijian::jobs
