#pragma once
// One changed file: its two contents, what they are, and the lines between them. Internal to this room.

#include "git/blobs.h"
#include "git/differ.h"
#include "git/treediff.h"

#include <stop_token>

namespace rijian::git {

/// The files of one commit, one after the other: what they keep together is bounded. Belongs to one thread.
class FileDiff
{
public:
    /// `attributes`: the repository's own .gitattributes decide where it has a work tree, as with git.
    FileDiff(const Blobs &blobs, const DiffOptions &options, bool attributes, std::stop_token stop);

    /// Fills `file`, whose `change` is set. 0, libgit2's error code, or GIT_EUSER when stopped, which is looked for every some thousand lines.
    int read(const TreeChange &change, FilePatch &file);

    /// `call` is called once, from within read(), when DiffOptions::firstLines are there, or much was read without so many, and more follows: with what there
    /// is of the file that is read.
    void onManyLines(std::function<void(FilePatch &&)> call) { m_onManyLines = std::move(call); }

private:
    struct Content;
    struct Collector;
    enum class Kind { Guess, Text, Binary };

    int load(const TreeSide &side, Content &content) const;
    void describe(const Content &content, Kind kind, FileSide &side) const;
    struct Attributes {
        Kind kind = Kind::Guess;
        bool hasDriver = false;
    };
    Attributes attributesOf(const TreeSide &side, const QByteArray &path) const;
    /// `driverPath`: whose attributes name how function lines look; empty: none do.
    int compare(const Content &before, const Content &after, const QByteArray &driverPath, FilePatch &file);
    int addSide(QByteArrayView bytes, LineKind kind, FilePatch &file);
    void giveBeginning(FilePatch &&part);
    int giveBeginning(QByteArrayView bytes, LineKind kind, const FilePatch &file);
    int decode(FilePatch &file) const;
    bool hasRoom(qint64 bytes, int lines) const;
    bool stopsAt(std::size_t line) const;

    const Blobs &m_blobs;
    const DiffOptions &m_options;
    const bool m_attributes;
    const std::stop_token m_stop;
    std::function<void(FilePatch &&)> m_onManyLines; ///< empty once it was called
    qint64 m_kept = 0;  ///< lines
    int m_files = 0;    ///< read
    qint64 m_loaded = 0; ///< bytes of their contents
    qint64 m_bytes = 0; ///< of text and contents
    int m_skip = 0;     ///< lines of the file at hand that are still to be passed over
};

} // namespace rijian::git
