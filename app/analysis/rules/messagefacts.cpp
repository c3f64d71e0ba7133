#include "analysis/rules/messagefacts.h"

#include "analysis/rules/ruledata.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr qsizetype MaxSubject = 500;
constexpr qsizetype MaxBody = 6000;

const IntentWords *intentOfPrefix(const RuleData &data, const QString &word)
{
    for (const IntentWords &words : data.intents) {
        if (words.prefixes.contains(word))
            return &words;
    }
    return nullptr;
}

// "Fixes", "fixed", "fixing" -> "fix": the first candidate that the data knows as a verb of any kind.
QString baseVerb(const RuleData &data, const QString &word)
{
    const auto known = [&data](const QString &candidate) {
        if (data.verb(candidate) != nullptr)
            return true;
        return std::any_of(data.intents.begin(), data.intents.end(), [&](const IntentWords &words) { return words.verbs.contains(candidate); });
    };
    if (known(word))
        return word;
    static const QList<std::pair<QString, QString>> endings{{u"ies"_s, u"y"_s}, {u"es"_s, QString()}, {u"s"_s, QString()}, {u"ied"_s, u"y"_s}, {u"ed"_s, QString()},
        {u"d"_s, QString()}, {u"ing"_s, QString()}, {u"ing"_s, u"e"_s}};
    for (const auto &[ending, put] : endings) {
        if (!word.endsWith(ending) || word.size() < ending.size() + 2)
            continue;
        const QString stem = word.chopped(ending.size()) + put;
        if (known(stem))
            return stem;
        if (stem.size() > 3 && stem.back() == stem.at(stem.size() - 2) && known(stem.chopped(1)))
            return stem.chopped(1);
    }
    return {};
}

void takeMark(MessageFacts &facts, const RuleData &data, const QString &mark)
{
    const QString word = mark.trimmed();
    const QString lower = word.toLower();
    if (lower == u"breaking" || lower == u"breaking change" || lower == u"bc-breaking") {
        facts.breaking = true;
        return;
    }
    if (const IntentWords *words = intentOfPrefix(data, lower)) {
        if (!facts.marked)
            facts.intent = words->intent;
        facts.security |= words->intent == Intent::Security;
        facts.marked = true;
        if (words->intent != Intent::Ci && words->intent != Intent::Build)
            return;
    }
    static const QRegularExpression counter(u"^\\d+/[\\dNn]+$"_s);
    if (!word.isEmpty() && word.size() <= 48 && !counter.match(word).hasMatch() && facts.scopes.size() < 4 && !facts.scopes.contains(word))
        facts.scopes.append(word);
}

// Takes "[A][B]", "type(scope)!:", "area/part:" off the front.
void readFront(MessageFacts &facts, const RuleData &data)
{
    static const QRegularExpression tag(u"^\\s*\\[([^\\]\\[]{1,48})\\]\\s*:?\\s*"_s);
    static const QRegularExpression conventional(u"^([A-Za-z][A-Za-z _-]{1,16})\\(([^()]{1,60})\\)(!?):\\s+"_s);
    static const QRegularExpression plain(u"^([^\\s:`\"']{1,60}(?: [^\\s:`\"']{1,20})?)(!?):\\s+(?=\\S)"_s);
    QString rest = facts.subject;
    for (int round = 0; round < 6; ++round) {
        if (const auto match = tag.match(rest); match.hasMatch()) {
            for (const QString &part : match.captured(1).split(u',').first(1))
                takeMark(facts, data, part);
            rest = rest.sliced(match.capturedEnd());
        } else if (const auto typed = conventional.match(rest); typed.hasMatch()) {
            takeMark(facts, data, typed.captured(1));
            takeMark(facts, data, typed.captured(2));
            facts.prefixed = true;
            facts.breaking |= !typed.captured(3).isEmpty();
            rest = rest.sliced(typed.capturedEnd());
        } else if (const auto area = plain.match(rest); area.hasMatch() && round < 4 && (round == 0 || !area.captured(1).contains(u' '))) {
            // A second mark of two words is the sentence itself: "http: custom Authorization: header overrides …".
            facts.prefixed |= round == 0 && intentOfPrefix(data, area.captured(1).toLower()) != nullptr;
            takeMark(facts, data, area.captured(1));
            facts.breaking |= !area.captured(2).isEmpty();
            rest = rest.sliced(area.capturedEnd());
        } else {
            break;
        }
    }
    static const QRegularExpression branch(u"^([A-Za-z]{2,8})/(?=\\S)"_s); // "Fix/what it was", a branch's name as the subject
    if (const auto match = branch.match(rest); match.hasMatch() && intentOfPrefix(data, match.captured(1).toLower()) != nullptr && rest.contains(u' ')) {
        takeMark(facts, data, match.captured(1));
        rest = rest.sliced(match.capturedEnd());
    }
    static const QRegularExpression number(u"\\s*\\((?:#|!|GH-)(\\d{1,7})\\)\\s*$"_s);
    if (const auto match = number.match(rest); match.hasMatch()) {
        facts.issues = match.captured(1).toInt();
        rest = rest.first(match.capturedStart());
    }
    facts.title = rest.trimmed();
    if (facts.title.isEmpty())
        facts.title = facts.subject;
}

void readVerb(MessageFacts &facts, const RuleData &data)
{
    QString title = facts.title;
    const QString lower = title.toLower();
    for (const QString &lead : {u"do not "_s, u"don't "_s, u"never "_s, u"no longer "_s}) {
        if (lower.startsWith(lead)) {
            facts.negated = true;
            facts.object = title.sliced(lead.size()).trimmed();
            facts.intent = facts.intent == Intent::Unknown ? Intent::Fix : facts.intent;
            return;
        }
    }
    const qsizetype blank = title.indexOf(u' ');
    QString first = (blank < 0 ? title : title.first(blank)).toLower();
    while (!first.isEmpty() && !first.back().isLetter())
        first.chop(1);
    facts.verb = baseVerb(data, first);
    if (!facts.verb.isEmpty())
        facts.object = blank < 0 ? QString() : title.sliced(blank + 1).trimmed();
}

Intent intentOfWords(const MessageFacts &facts, const RuleData &data, const QString &merged)
{
    const QString title = merged.isEmpty() ? facts.title.toLower() : merged;
    if (!facts.verb.isEmpty()) {
        for (const IntentWords &words : data.intents) {
            if (words.verbs.contains(facts.verb))
                return words.intent;
        }
    }
    for (const IntentWords &words : data.intents) {
        if (std::any_of(words.phrases.begin(), words.phrases.end(), [&](const QString &phrase) { return title.contains(phrase); }))
            return words.intent;
    }
    return Intent::Unknown;
}

bool isWordBoundary(const QString &text, qsizetype at, qsizetype length)
{
    const auto isLetter = [&text](qsizetype i) { return i >= 0 && i < text.size() && text.at(i).isLetter() && text.at(i).unicode() < 128; };
    if (isLetter(at - 1))
        return false;
    const qsizetype end = at + length; // "crashes", "leaking" count too
    return !isLetter(end) || text.at(end) == u's' || text.at(end) == u'e' || text.at(end) == u'i';
}

QString firstWordIn(const QString &text, const QStringList &words)
{
    for (const QString &word : words) {
        const qsizetype at = text.indexOf(word);
        if (at >= 0 && (word.front().unicode() > 127 || isWordBoundary(text, at, word.size())))
            return word;
    }
    return {};
}

bool isMendingVerb(const MessageFacts &facts, const RuleData &data)
{
    return std::any_of(data.intents.begin(), data.intents.end(), [&](const IntentWords &words) { return words.intent == Intent::Fix && words.verbs.contains(facts.verb); });
}

// The title, and the body's beginning where the title's own verb mends: other bodies tell of defects that are not the
// commit's. A prefix has no say, so that it cannot change what is found.
void readDefects(MessageFacts &facts, const RuleData &data, const QString &body)
{
    QString text = facts.title.toLower();
    if (isMendingVerb(facts, data))
        text += u'\n' + body.first(std::min(body.size(), qsizetype(600))).toLower();
    for (const QString &phrase : data.benign)
        text.remove(phrase);
    facts.severeWord = firstWordIn(text, data.severe);
    facts.seriousWord = firstWordIn(text, data.serious);
    const QString title = facts.title.toLower();
    facts.droppedWord = firstWordIn(title, data.dropped);
    facts.changesDefault = !firstWordIn(title, data.byDefault).isEmpty();
}

bool holdsAny(const QString &text, const QStringList &phrases)
{
    return std::any_of(phrases.begin(), phrases.end(), [&text](const QString &phrase) { return text.contains(phrase); });
}

// What the words say beyond the first verb: "Replace wrongly …" mends, "Avoid overhead …" speeds up.
void refineIntent(MessageFacts &facts, const RuleData &data, const QString &body)
{
    const bool open = facts.intent == Intent::Unknown || facts.intent == Intent::Refactor || facts.intent == Intent::Feature;
    if (facts.marked || (!open && facts.intent != Intent::Fix))
        return;
    const QString title = facts.title.toLower();
    if (!facts.severeWord.isEmpty() || !facts.seriousWord.isEmpty() || (open && title.contains(u"wrong"_s))) {
        facts.intent = Intent::Fix;
        return;
    }
    const bool fixVerb = facts.verb == u"fix";
    for (const IntentWords &words : data.intents) {
        if (words.intent == Intent::Performance && !fixVerb && holdsAny(title, words.phrases)) {
            facts.intent = Intent::Performance;
            return;
        }
    }
    if (facts.intent == Intent::Unknown && holdsAny(body.first(std::min(body.size(), qsizetype(900))).toLower(), data.bodyBugs))
        facts.intent = Intent::Fix;
}

// "Merge branch 'ab/topic-fix'": the branch's words and the first paragraph tell what it brings.
QString mergedWords(const MessageFacts &facts, const QString &body)
{
    if (!facts.subject.startsWith(u"Merge "_s))
        return {};
    QString words = facts.subject + u' ' + body.section(u"\n\n"_s, 0, 0).first(std::min(body.section(u"\n\n"_s, 0, 0).size(), qsizetype(600)));
    return words.replace(u'-', u' ').replace(u'/', u' ').replace(u'\'', u' ').replace(u'\n', u' ').toLower() + u' ';
}

void readSecurity(MessageFacts &facts, const RuleData &data, const QString &message)
{
    static const QRegularExpression ids(u"\\b(CVE-\\d{4}-\\d{4,7}|GHSA(?:-[0-9a-z]{4}){3})\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (message.contains(u"CVE-"_s, Qt::CaseInsensitive) || message.contains(u"GHSA-"_s, Qt::CaseInsensitive)) {
        auto match = ids.globalMatch(message);
        while (match.hasNext() && facts.securityIds.size() < 5) {
            const QString id = match.next().captured(1).toUpper();
            if (!facts.securityIds.contains(id))
                facts.securityIds.append(id);
        }
    }
    const QString title = facts.title.toLower();
    for (const IntentWords &words : data.intents) {
        if (words.intent == Intent::Security)
            facts.security |= std::any_of(words.phrases.begin(), words.phrases.end(), [&](const QString &phrase) { return title.contains(phrase); });
    }
    if (facts.security && !facts.marked)
        facts.intent = Intent::Security;
}

void readRevert(MessageFacts &facts, const QString &message)
{
    static const QRegularExpression subject(u"^(?:\\[?(?:revert|rollback)\\]?[:\\s]+)+[\"“]?(.+?)[\"”]?(?:\\s*\\((?:#|!)\\d+\\))?$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression sha(u"\\breverts commit ([0-9a-f]{7,40})"_s, QRegularExpression::CaseInsensitiveOption);
    if (facts.subject.startsWith(u"Reapply"_s) || facts.subject.startsWith(u"Reland"_s) || facts.subject.startsWith(u"Revert \"Revert"_s)) {
        facts.intent = Intent::Feature;
        return;
    }
    if (facts.intent != Intent::Revert && !facts.subject.startsWith(u"Revert"_s) && !message.contains(u"This reverts commit"_s))
        return;
    facts.intent = Intent::Revert;
    if (const auto match = subject.match(facts.subject); match.hasMatch())
        facts.revertedTitle = match.captured(1).trimmed();
    else
        facts.revertedTitle = facts.title;
    if (const auto match = sha.match(message); match.hasMatch())
        facts.revertedSha = match.captured(1);
}

void readBumps(MessageFacts &facts, const QString &body)
{
    static const QRegularExpression fromTo(u"(?:bump|update|upgrade|updates|bumps)s?\\s+(?:dependency\\s+|module\\s+|the\\s+)?\\[?`?([^\\s`\\]]{1,80})`?\\]?(?:\\([^)]*\\))?"
                                            "\\s+(?:version\\s+)?from\\s+`?v?([\\w.+-]{1,40})`?\\s+to\\s+`?v?([\\w.+-]{1,40})"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression to(u"\\b(?:bump|update|upgrade|updates)(?:\\s+up)?\\s+(?:dependency\\s+|module\\s+|the\\s+)?`?([^\\s`]{1,80})`?(?:\\s+digest|\\s+version|\\s+docker tag|\\s+action)?\\s+to\\s+"
                                        "`?(?:version\\s+)?(v?\\d[\\w.+-]{0,40}|[0-9a-f]{7,40})`?(?:\\s|$|,)"_s,
        QRegularExpression::CaseInsensitiveOption);
    for (const QString &text : {facts.title, body.first(std::min(body.size(), qsizetype(600)))}) {
        auto match = fromTo.globalMatch(text);
        while (match.hasNext() && facts.bumps.size() < 8) {
            const auto one = match.next();
            const VersionChange bump{one.captured(1), one.captured(2), one.captured(3)};
            if (!facts.bumps.contains(bump))
                facts.bumps.append(bump);
        }
    }
    if (facts.bumps.isEmpty()) {
        if (const auto match = to.match(facts.title); match.hasMatch())
            facts.bumps.append({match.captured(1), QString(), match.captured(2)});
    }
}

bool startsWithAny(QStringView text, std::initializer_list<QStringView> starts)
{
    return std::ranges::any_of(starts, [text](QStringView start) { return text.startsWith(start); });
}

/// Tables, quotes, boxes to tick and a template's own words: not the author's prose, up to the next empty line.
bool opensForeignText(QStringView text)
{
    return startsWithAny(text, {u"|", u">", u"- [", u"* [", u"Thank you for", u"Thanks for contributing", u"If you are unsure"});
}

/// One line that is no prose; the next may be.
bool isNoProse(const QString &text)
{
    static const QRegularExpression trailer(u"^[A-Z][A-Za-z-]{2,30}(?:-[A-Za-z]+)*:\\s"_s);
    return text.isEmpty() || startsWithAny(text, {u"#", u"<", u"```", u"---", u"This reverts", u"http", u"(cherry", u"Closes", u"Fixes #", u"Ref:"}) || trailer.match(text).hasMatch()
        || (text.startsWith(u"**"_s) && (text.endsWith(u"**"_s) || text.endsWith(u"**:"_s) || text.endsWith(u":**"_s))); // a heading of its own kind
}

/// The length of "- ", "* " or "1. " before an item's text; 0: no item.
qsizetype bulletLength(const QString &text)
{
    static const QRegularExpression bullet(u"^(?:[-*]|\\d{1,2}[.)])\\s+"_s);
    return bullet.match(text).capturedLength();
}

bool endsWithAbbreviation(QStringView text)
{
    static const QRegularExpression abbreviation(u"(?:^|[\\s(])(?:e\\.g|i\\.e|vs|cf|etc|al)$"_s, QRegularExpression::CaseInsensitiveOption);
    return abbreviation.matchView(text.last(std::min<qsizetype>(text.size(), 8))).hasMatch();
}

/// The end of the first sentence, exclusive, or -1. What is shorter than twenty letters (eight of Chinese) is no sentence, nor does an
/// abbreviation end one.
qsizetype sentenceEnd(const QString &text)
{
    const qsizetype chinese = text.indexOf(u'。', 8);
    for (qsizetype stop = text.indexOf(u". "_s, 20); stop >= 0 && (chinese < 0 || stop < chinese); stop = text.indexOf(u". "_s, stop + 1)) {
        if (!endsWithAbbreviation(QStringView(text).first(stop)))
            return stop + 1;
    }
    return chinese < 0 ? -1 : chinese + 1;
}

void chopStop(QString &sentence)
{
    if (sentence.endsWith(u'.') || sentence.endsWith(u'。'))
        sentence.chop(1);
}

bool announces(const QString &sentence)
{
    return sentence.endsWith(u':') || sentence.endsWith(u'：');
}

/// What stands between a sentence and the line or item that goes on with it.
QString between(const QString &sentence, bool nextItem)
{
    const bool chinese = !sentence.isEmpty() && sentence.back().unicode() >= 0x2E80;
    if (nextItem)
        return chinese ? u"；"_s : u"; "_s;
    return sentence.isEmpty() || chinese ? QString() : u" "_s;
}

/// The first sentence of the first paragraph that is prose, without its stop and with the list that it announces.
QString firstSentence(const QString &body)
{
    QString sentence;
    bool comment = false; // inside <!-- … -->, which templates are full of
    bool foreign = false;
    bool list = false; // the sentence goes on in items
    for (const QString &line : body.split(u'\n')) {
        const QString text = line.trimmed();
        comment |= text.startsWith(u"<!--"_s);
        if (comment) {
            comment = !text.contains(u"-->"_s);
            continue;
        }
        foreign = !text.isEmpty() && (foreign || opensForeignText(text));
        if (foreign || isNoProse(text)) {
            if (!sentence.isEmpty() && (list || !text.isEmpty() || !announces(sentence)))
                break;
            continue;
        }
        const qsizetype bullet = bulletLength(text);
        const bool item = bullet > 0;
        if (item && !sentence.isEmpty() && !list && !announces(sentence))
            break;
        if (item && list)
            chopStop(sentence);
        const bool goesOn = item && !sentence.isEmpty();
        sentence += between(sentence, item && list) + text.sliced(bullet);
        list |= goesOn;
        if (const qsizetype end = sentenceEnd(sentence); end >= 0)
            sentence.truncate(end);
        else if (sentence.size() <= 400)
            continue;
        break;
    }
    chopStop(sentence);
    return sentence;
}

} // namespace

MessageFacts readMessage(const QString &message, const RuleData &data)
{
    MessageFacts facts;
    const qsizetype end = message.indexOf(u'\n');
    facts.subject = (end < 0 ? message : message.first(end)).first(std::min(end < 0 ? message.size() : end, MaxSubject)).trimmed();
    const QString body = end < 0 ? QString() : message.sliced(end + 1).first(std::min(message.size() - end - 1, MaxBody)).trimmed();
    readFront(facts, data);
    readVerb(facts, data);
    if (facts.intent == Intent::Unknown)
        facts.intent = intentOfWords(facts, data, mergedWords(facts, body));
    facts.security |= facts.intent == Intent::Security;
    // The footer of Conventional Commits, or a heading of the author's own ("## Break change"); a form's "No breaking change", or "None" under its heading, is
    // neither.
    static const QRegularExpression heading(u"^[#*]+\\s*(?:breaking|break|incompatible) changes?[ \\t:*]*\\n\\s*(?!none|no\\b|n/a|nothing|[-_*]?\\s*$|<!--|#)\\S"_s,
                                            QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    facts.breaking |= body.contains(u"BREAKING CHANGE"_s) || body.contains(u"BREAKING-CHANGE"_s) || heading.match(body).hasMatch();
    const QString title = facts.title.toLower();
    facts.typoOnly = title.contains(u"typo"_s) || title.contains(u"spelling"_s) || title.contains(u"misspell"_s);
    readRevert(facts, facts.subject + u'\n' + body);
    readSecurity(facts, data, facts.subject + u'\n' + body);
    readDefects(facts, data, body);
    refineIntent(facts, data, body);
    readBumps(facts, body);
    facts.bodySentence = firstSentence(body).remove(u"**"_s); // emphasis is lost on one line
    const QString whole = message.first(std::min(message.size(), MaxBody)).toLower();
    for (const QString &phrase : data.injection) {
        if (whole.contains(phrase)) {
            facts.injection = phrase;
            break;
        }
    }
    return facts;
}

} // namespace rijian::analysis
