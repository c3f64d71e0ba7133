#pragma once
// Reads the changed lines of one file for readDiff().

#include "analysis/rules/definition.h"
#include "analysis/rules/difffacts.h"

#include <vector>

namespace rijian::analysis {

/// The most names that are kept of one kind: a card lists a few.
constexpr qsizetype MaxNames = 40;

/// Adds a name that is new and of a name's length, up to MaxNames.
void addOnce(QStringList &list, QByteArrayView text);

class FileScan
{
public:
    /// Borrows everything; adds to `entry` and `facts`.
    FileScan(const FilePatch &file, FileFacts &entry, DiffFacts &facts, const RuleData &data);

    /// Looks at no more than this many changed lines.
    void run(int limit);

    int linesRead() const { return m_read; }
    /// Sums over the lines' texts without blanks: equal sums, the same lines in another order.
    quint64 addedHash() const { return m_addedHash; }
    quint64 removedHash() const { return m_removedHash; }

private:
    struct Pair { ///< `key = value` of a removed line, waiting for its added one
        QByteArrayView key;
        QByteArrayView value;
    };

    bool isDevelopment(QByteArrayView name) const;
    void settleVersions();
    void hunk(const Hunk &hunk, int limit);
    void changed(QByteArrayView line, bool added);
    bool isComment(QByteArrayView trimmed, bool added);
    void words(QByteArrayView line, bool added);
    void definition(const Definition &definition, bool added);
    void value(QByteArrayView line, bool added);
    void version(QByteArrayView line, bool added);
    void field(QByteArrayView trimmed, bool added);
    void option(QByteArrayView trimmed, bool added);
    void environment(QByteArrayView line, bool added);
    void dangers(QByteArrayView trimmed, quint32 groups);
    void rbac(QByteArrayView trimmed);
    bool beginsInDocString(const Hunk &hunk) const;
    void endBlock();
    void touch(QByteArrayView function);
    bool looksGenerated() const;

    const FilePatch &m_file;
    FileFacts &m_entry;
    DiffFacts &m_facts;
    const RuleData &m_data;
    Family m_family;
    bool m_isCode = false;   ///< of a language, in a role whose lines are worth reading
    bool m_hasVersions = false;
    bool m_hasKeys = false;
    bool m_isProtocol = false;
    int m_localized = 0; ///< changed lines that are translations
    int m_read = 0;
    quint64 m_addedHash = 0;
    quint64 m_removedHash = 0;
    quint64 m_addedText = 0; ///< running hash of a block's added bytes but blanks
    quint64 m_removedText = 0;
    bool m_spacesOnly = true; ///< each block's two sides were the same so far
    bool m_blockAdded = false; ///< inside a block comment or doc string
    bool m_blockRemoved = false;
    int m_rbacLines = 0;
    std::vector<Pair> m_removedValues;
    std::vector<NamedVersion> m_removedVersions;
    std::vector<NamedVersion> m_addedVersions;
};

} // namespace rijian::analysis
