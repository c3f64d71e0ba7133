#pragma once
// One analysis of one commit, as it is stored and reported. Belongs to the commit's sha alone, so that repositories
// that share commits share analyses.

#include "core/card.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace rijian {

enum class AnalysisState {
    Whole,   ///< the analyzer read all of the commit
    Partial, ///< some of the commit was not read; `coverage` says what
    Failed,  ///< no card of this analyzer; `failure` says why
};

/// What a model's provider counted for one analysis, all its requests together.
struct TokenUsage {
    qint64 prompt = 0;     ///< tokens sent, `cached` among them
    qint64 cached = 0;     ///< of these, read from the provider's prompt cache
    qint64 completion = 0; ///< tokens answered, thinking among them
    int requests = 0;      ///< requests sent, those that failed too

    bool operator==(const TokenUsage &) const = default;
    TokenUsage &operator+=(const TokenUsage &other)
    {
        prompt += other.prompt;
        cached += other.cached;
        completion += other.completion;
        requests += other.requests;
        return *this;
    }
};

/// How text of a commit reached a model.
enum class ReadDepth {
    Whole,   ///< as it is
    Summary, ///< as counts, names or headings alone
    Unread,  ///< not at all
};

/// How one hunk reached a model. Its lines as in core/patch.h; where to find it in a diff with other context: by overlap.
struct HunkReading {
    int oldStart = 0;
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;
    ReadDepth depth = ReadDepth::Whole;

    bool operator==(const HunkReading &) const = default;
};

/// How one file of a commit reached a model.
struct FileReading {
    QString path; ///< FileChange::path
    ReadDepth depth = ReadDepth::Whole; ///< Whole: each hunk; Unread: not even its name's line; else Summary
    QString why;  ///< why not whole, a word or two for people, Chinese ("生成文件", "超出预算"); empty for Whole
    QList<HunkReading> hunks; ///< empty: all as `depth`

    bool operator==(const FileReading &) const = default;
};

struct Analysis {
    QString sha;
    QString analyzer;      ///< "rules", "llm", or "import": of a report that was imported, where it was not the rules'
    QString model;         ///< of an llm; empty for rules
    QString promptVersion; ///< version of the prompt or of the rules' data
    QDateTime createdAt;   ///< UTC; not part of a report
    AnalysisState state = AnalysisState::Whole;
    QString failure;  ///< one line, for people
    QString coverage; ///< what was not read, one line, for people
    int score = 0;    ///< the analyzer's own points behind the importance; 0 when it has none
    QStringList reasons; ///< why this importance, most telling first, Chinese
    Card card;
    // Of a model; empty for rules
    QString provider; ///< Endpoint::name
    TokenUsage usage;
    double cost = 0;  ///< in `currency`; 0 when the price is not known
    QString currency; ///< "CNY", "USD"; empty: the price is not known
    QList<FileReading> reading; ///< files that were not read whole, in the commit's order
    QStringList unconfirmed; ///< files and identifiers that the card names and the commit lacks
    QStringList attempts;    ///< text of the commit that speaks to a model, quoted, shortened
    QString raw; ///< the answer as it came where no card could be read from it, shortened; else empty

    QString markdown; ///< the card's text as shown and exported; begins with its first field, ends without a line end
};

} // namespace rijian
