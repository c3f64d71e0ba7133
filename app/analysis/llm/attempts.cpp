// findAttempts(): text of a commit that speaks to whatever analyses it. docs/PROMPTS.md says what counts and what was measured.

#include "analysis/llm/prompt.h"

#include "core/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype mostQuotes = 4;
constexpr qsizetype longestQuote = 90;
constexpr qsizetype longestLine = 2'000; // of which text is looked at

/// The text's letters alone, in lower case: neither blanks nor punctuation nor invisible characters hide a phrase. Compatibility forms are folded.
QString squeezed(QStringView line)
{
    const QStringView head = line.first(std::min(line.size(), longestLine));
    const bool ascii = std::ranges::all_of(head, [](QChar c) { return c.unicode() < 0x80; });
    const QString folded = ascii ? head.toString() : head.toString().normalized(QString::NormalizationForm_KC);
    QString letters;
    letters.reserve(folded.size());
    for (const QChar c : folded) {
        if (c.isLetter())
            letters += c.toLower();
    }
    return letters;
}

QRegularExpression phrase(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::DontCaptureOption);
}

/// In squeezed text, anywhere in a commit. Words of every day that LLM projects hold in their own prompts ("you are a helpful assistant", "respond only
/// with JSON") are not among them: only what turns against instructions, or dictates how this commit is judged or what is said of it.
const std::array<QRegularExpression, 9> &phrases()
{
    static const std::array list{
        phrase(u"(ignore|disregard|forget|override|bypass)(all|any|the|your|my|of|these|those|every|and)*(previous|prior|above|earlier|preceding|foregoing|existing|original|initial)"
               "(and|all|the|your|given|system)*(instruction|prompt|direction|guideline|directive|command)"_s),
        phrase(u"(ignore|disregard|forget)(all|any|the|your|my|of|these|those)*(system|analysis|review|safety)?(instruction|prompt|guideline|directive)s?(above|before|youweregiven|youhavebeengiven|andinstead|andonly|andrate)"_s),
        phrase(u"(ignore|disregard|forget)(all|any|the|your)*(system|analysis|review)(prompt|instruction)"_s),
        phrase(u"(rate|mark|classify|label|assign|grade|score|flag|rank|judge|treat|report|consider|describe|summari[sz]e)(this|the|it|my|these)*(entire|whole)?(commit|change|patch|diff|pullrequest)s?"
               "(simportance|importance|severity|level)?(as|to|is|with|at|of|being|a|an|only)*(low|minor|trivial|unimportant|harmless|insignificant|routine|noimportance|lowimportance|nonsecurity|safe)"_s),
        phrase(u"(set|keep|make|rate|mark|report|assign)(the|its|this)*(importance|severity)(level|rating|field)?(of)?(this|the)?(commit|change)?(to|as|at|is)*(low|minor|trivial|none)"_s),
        phrase(u"(importance|severity)(level|rating)?(of)?(this|the)?(commit|change|patch)?(must|should|shall|hasto|needsto)(always)?be(rated|marked|set|reported)?(as|to)?(low|minor|trivial|none)"_s),
        phrase(u"(donot|dont|never)(mention|report|flag|disclose|reveal|include|analy[sz]e)(anything|any|this|the|these|about|of)*(security|vulnerabilit|backdoor|malicious|risk)"
               "[a-z]{0,24}(inthe|inyour|toth)(card|summary|analysis|report|review|user|reader)"_s),
        phrase(u"((ai|llm|languagemodel|automated|gpt|claude|copilot)(code)?(reviewer|analyst|analyzer|analyser|summari[sz]er|assistantreading|readingthis|analyzingthis|reviewingthis)|"
               "(notetothe|notefor|attention|instructionsforthe|instructionsfor|messagetothe|if)(the|youarean|youarea|youre|any)*(ai|llm|languagemodel|assistant)(s|model)?"
               "(reviewer|analyst|analyzing|reviewing|reading|summari[sz]ing|assistant|model|mustrate|rate|ignore|please|that|only))"_s),
        phrase(u"newinstructions?(for)?(the)?(ai|llm|model|assistant|analy[sz]er|reviewer)"_s),
    };
    return list;
}

const std::array<QRegularExpression, 6> &chinesePhrases()
{
    static const std::array list{
        phrase(u"(忽略|无视|忘记|忘掉|不要理会|不必理会|不用管|跳过|抛开)[掉了]?(以上|之前|前面|上述|上面|此前|先前|所有|全部|一切|任何|系统|原有|原来|既定|的|你|这些|收到|给出|给定){1,6}(指令|指示|提示词?|要求|命令|约束|设定|说明)"_s),
        phrase(u"(本次?|此次?|该次?|这次|这个|这一|当前)(提交|变更|改动|修改|补丁|commit)[^。]{0,12}(评定?|标记?|判定?|定|设置?|归类?|视|列|写|认定)(级|记|定)?(为|成|作|是)最?(低|不重要|无风险|无关紧要|常规|普通|次要)"_s),
        phrase(u"(重要程度|重要性|重要级别|影响级别|风险等级)(一律|必须|只能|务必|应当?|请|都|就)?该?(评定?|标记?|判定?|设置?|定|填写?|写|选|输出|改)?(为|成|作|是)最?(低|无|不重要)"_s),
        phrase(u"(请|务必|必须|直接|应当?|需要)[^。]{0,10}(评|标|判|定|设|标记|归类|输出|填写|回答|回复)(级|记|定)?(为|成|作)?最?(低)(重要|级|等级|优先|风险|即可|就行|$)"_s),
        phrase(u"(不要|不得|禁止|请勿|别)(在|向)?(卡片|报告|分析|总结|摘要|安全考虑|读者|用户)?(中|里)?(提及|提到|报告|指出|披露|透露|分析)(本次?|此|该|任何|这个|这处|上述|有关|的)*(安全|漏洞|后门|风险)"_s),
        phrase(u"(如果你是|作为|身为|致|告知|正在阅读本?提交的|分析本?提交的)(一个|一名|本|各位)?(ai|人工智能|大?语言模型|大模型|模型|智能助手)[^。]{0,16}(请|必须|应|务必|只|不要|忽略|评|分析者|审查)"_s),
    };
    return list;
}

// Without one of these no phrase fits; most lines of a diff have none.
bool mayHold(const QString &letters)
{
    static const std::array words{"instruction"_L1, "prompt"_L1, "guideline"_L1, "directive"_L1, "importance"_L1, "severity"_L1, "commit"_L1, "change"_L1, "patch"_L1, "diff"_L1, "pullrequest"_L1, "languagemodel"_L1,
                                  "reviewer"_L1, "security"_L1, "vulnerabilit"_L1, "backdoor"_L1, "malicious"_L1, "assistant"_L1, "llm"_L1, "direction"_L1, "command"_L1, "risk"_L1, "airev"_L1, "aianaly"_L1, "aisumm"_L1, "forai"_L1, "theai"_L1, "anai"_L1};
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return letters.contains(word); });
}

bool hasHan(const QString &letters)
{
    return std::ranges::any_of(letters, [](QChar c) { return c.unicode() >= 0x4E00 && c.unicode() <= 0x9FFF; });
}

bool speaksToModels(QStringView line)
{
    if (line.size() < 8)
        return false;
    const QString letters = squeezed(line);
    const auto fits = [&](const QRegularExpression &expression) { return letters.contains(expression); };
    return (mayHold(letters) && std::ranges::any_of(phrases(), fits)) || (hasHan(letters) && std::ranges::any_of(chinesePhrases(), fits));
}

/// Marks of a chat's turns and of our own prompt: in a message or a name they can only be meant for a model.
bool forgesTurns(QStringView text)
{
    static const std::array marks{"<|im_start|>"_L1, "<|im_end|>"_L1, "<|system|>"_L1, "<|endoftext|>"_L1, "[inst]"_L1, "[/inst]"_L1, "<<sys>>"_L1, "</commit>"_L1, "</diff>"_L1, "</data"_L1, "\n### system"_L1, "\nsystem:"_L1, "\nassistant:"_L1};
    return std::ranges::any_of(marks, [&](QLatin1StringView word) { return text.contains(word, Qt::CaseInsensitive); });
}

class Finder
{
public:
    bool isFull() const { return m_quotes.size() >= mostQuotes; }

    void add(QStringView text)
    {
        const QString quote = oneLine(text, longestQuote);
        if (!isFull() && !quote.isEmpty() && !m_quotes.contains(quote))
            m_quotes.append(quote);
    }

    /// Lines, and each with the one before it: phrases break where lines do.
    void look(QStringView text)
    {
        QStringView before;
        for (const QStringView line : text.tokenize(u'\n')) {
            if (isFull())
                return;
            if (speaksToModels(line))
                add(line);
            else if (!before.isEmpty() && !line.isEmpty() && !speaksToModels(before) && speaksToModels(QString(before.toString() + u' ' + line.toString())))
                add(QString(before.toString() + u' ' + line.toString()));
            before = line;
        }
    }

    QStringList take() { return std::move(m_quotes); }

private:
    QStringList m_quotes;
};

void lookAtMessage(Finder &finder, const QString &message)
{
    const QString head = message.left(20'000);
    finder.look(head);
    if (forgesTurns(QString(u'\n' + head))) {
        for (const QStringView line : QStringView(head).tokenize(u'\n')) {
            if (forgesTurns(QString(u'\n' + line.toString())))
                finder.add(line);
        }
    }
}

void lookAtFile(Finder &finder, const FilePatch &file)
{
    QString before; // the added line before this one
    for (const PatchLine &line : file.lines) {
        if (finder.isFull())
            return;
        if (line.kind != LineKind::Added) {
            before.clear();
            continue;
        }
        const QByteArrayView bytes = file.lineText(line);
        const QString text = QString::fromUtf8(bytes.first(std::min(bytes.size(), longestLine)));
        if (speaksToModels(text))
            finder.add(text);
        else if (!before.isEmpty() && !text.isEmpty() && speaksToModels(QString(before + u' ' + text)) && !speaksToModels(before))
            finder.add(QString(before.trimmed() + u' ' + text.trimmed()));
        before = text;
    }
}

} // namespace

QStringList findAttempts(const CommitPatch &patch)
{
    Finder finder;
    lookAtMessage(finder, patch.commit.message);
    for (const QString &name : {patch.commit.author.name, patch.commit.committer.name}) {
        if (speaksToModels(name) || forgesTurns(name))
            finder.add(name);
    }
    for (const FilePatch &file : patch.files) {
        if (finder.isFull())
            break;
        if (speaksToModels(file.change.path) || forgesTurns(file.change.path))
            finder.add(file.change.path);
        lookAtFile(finder, file);
    }
    return finder.take();
}

} // namespace rijian::analysis::llm
