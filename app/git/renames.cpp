#include "git/renames.h"

#include "git/similarity.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace rijian::git {

namespace {

constexpr int wholeScore = 60'000; // git's MAX_SCORE: scores are compared as git compares them
constexpr int leastScore = wholeScore / 2;
constexpr int leastByName = leastScore + (wholeScore - leastScore) / 2;
constexpr std::size_t mostPairs = 1'000'000;  // git's limit: 1,000 x 1,000
constexpr int mostTwins = 100;                // identical sources looked at for one file
constexpr std::size_t bestKept = 4;           // sources kept for each file
constexpr std::size_t maxPairedBytes = 4 << 20; // larger files are paired by identical content only
constexpr std::size_t maxTotalBytes = 128 << 20;
constexpr std::size_t maxPieces = 60'000'000; // compared in all: some tenths of a second
constexpr std::size_t maxHeaders = 20'000;

using Bytes = std::string_view;

Bytes idOf(const TreeSide &side)
{
    return {reinterpret_cast<const char *>(side.id.id), GIT_OID_SHA1_SIZE};
}

Bytes nameOf(const QByteArray &path)
{
    return Bytes(path.constData(), std::size_t(path.size())).substr(std::size_t(path.lastIndexOf('/') + 1));
}

struct Side {
    std::size_t change = 0; ///< into the changes
    bool used = false;      ///< a source: some pair has it; a destination: it has a source
    bool kept = false;      ///< a source that stays: a copy's
    std::optional<std::size_t> size = {};
    std::optional<Fingerprint> print = {};
    bool lost = false; ///< its content cannot be read
};

struct Candidate {
    std::size_t source = 0;
    std::size_t destination = 0;
    int score = -1;
    bool sameName = false;
};

/// Git's order: the better first.
bool isBetter(const Candidate &a, const Candidate &b)
{
    return a.score != b.score ? a.score > b.score : a.sameName && !b.sameName;
}

class Search
{
public:
    Search(const Blobs &blobs, std::vector<TreeChange> &changes, bool copies, const std::stop_token &stop)
        : m_blobs(blobs)
        , m_changes(changes)
        , m_copies(copies)
        , m_stop(stop)
    {
    }

    int run()
    {
        for (std::size_t i = 0; i < m_changes.size(); ++i) {
            if (m_changes[i].status == FileStatus::Added)
                m_destinations.push_back({.change = i});
            else if (m_changes[i].status == FileStatus::Deleted)
                m_sources.push_back({.change = i});
            else if (m_copies)
                m_sources.push_back({.change = i, .used = true, .kept = true});
        }
        if (m_destinations.empty() || m_sources.empty())
            return 0;
        m_sourceOf.assign(m_destinations.size(), {});
        pairIdentical();
        if (m_code == 0 && !m_copies)
            pairByName();
        if (m_code == 0)
            pairBest();
        if (m_code == 0)
            apply();
        return m_code;
    }

private:
    bool failed()
    {
        if (m_code == 0 && m_stop.stop_requested())
            m_code = GIT_EUSER;
        return m_code < 0;
    }
    const TreeSide &before(const Side &source) const { return m_changes[source.change].before; }
    const TreeSide &after(const Side &destination) const { return m_changes[destination.change].after; }
    bool sameName(const Side &source, const Side &destination) const
    {
        return nameOf(m_changes[source.change].oldPath) == nameOf(m_changes[destination.change].newPath);
    }

    void pair(std::size_t source, std::size_t destination, int score)
    {
        m_sources[source].used = true;
        m_destinations[destination].used = true;
        m_sourceOf[destination] = {source, destination, score, false};
    }

    void pairIdentical()
    {
        std::unordered_map<Bytes, std::vector<std::size_t>> twins;
        for (std::size_t i = 0; i < m_sources.size(); ++i)
            twins[idOf(before(m_sources[i]))].push_back(i);
        for (std::size_t d = 0; d < m_destinations.size() && !failed(); ++d) {
            const auto found = twins.find(idOf(after(m_destinations[d])));
            if (found != twins.end())
                pairWithTwin(found->second, d);
        }
    }

    void pairWithTwin(const std::vector<std::size_t> &twins, std::size_t destination)
    {
        const quint32 mode = after(m_destinations[destination]).mode;
        int best = -1;
        std::size_t bestSource = 0;
        int patience = mostTwins;
        for (const std::size_t s : twins) {
            const Side &source = m_sources[s];
            const quint32 sourceMode = before(source).mode;
            if ((!isRegular(sourceMode) || !isRegular(mode)) && sourceMode != mode)
                continue;
            if (source.used && !m_copies)
                continue;
            const int score = int(!source.used) + int(sameName(source, m_destinations[destination]));
            if (score > best) {
                best = score;
                bestSource = s;
            }
            if (best == 2 || --patience == 0)
                break;
        }
        if (best >= 0)
            pair(bestSource, destination, wholeScore);
    }

    void pairByName()
    {
        constexpr std::size_t several = std::size_t(-1);
        std::unordered_map<Bytes, std::size_t> sources, destinations;
        const auto note = [](auto &map, Bytes name, std::size_t i) {
            if (const auto [place, fresh] = map.try_emplace(name, i); !fresh)
                place->second = several;
        };
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            if (!m_sources[i].used)
                note(sources, nameOf(m_changes[m_sources[i].change].oldPath), i);
        }
        for (std::size_t i = 0; i < m_destinations.size(); ++i) {
            if (!m_destinations[i].used)
                note(destinations, nameOf(m_changes[m_destinations[i].change].newPath), i);
        }
        for (std::size_t s = 0; s < m_sources.size() && !failed(); ++s) {
            if (m_sources[s].used)
                continue;
            const Bytes name = nameOf(m_changes[m_sources[s].change].oldPath);
            const auto destination = destinations.find(name);
            if (sources[name] == several || destination == destinations.end() || destination->second == several)
                continue;
            if (const int score = scoreOf(m_sources[s], m_destinations[destination->second], leastByName); score >= leastByName)
                pair(s, destination->second, score);
        }
    }

    void pairBest()
    {
        std::vector<std::size_t> sources, destinations;
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            if (m_copies || !m_sources[i].used)
                sources.push_back(i);
        }
        for (std::size_t i = 0; i < m_destinations.size(); ++i) {
            if (!m_destinations[i].used)
                destinations.push_back(i);
        }
        if (sources.size() * destinations.size() > mostPairs)
            return;
        std::vector<Candidate> candidates;
        for (const std::size_t d : destinations) {
            std::array<Candidate, bestKept> best;
            for (const std::size_t s : sources) {
                const Candidate candidate{s, d, scoreOf(m_sources[s], m_destinations[d], leastScore), sameName(m_sources[s], m_destinations[d])};
                if (failed())
                    return;
                // The first of the worst gives way.
                const auto worst = std::ranges::max_element(best, isBetter);
                if (isBetter(candidate, *worst))
                    *worst = candidate;
            }
            candidates.insert(candidates.end(), best.begin(), best.end());
        }
        std::ranges::stable_sort(candidates, isBetter);
        take(candidates, false);
        if (m_copies)
            take(candidates, true);
    }

    void take(const std::vector<Candidate> &candidates, bool usedToo)
    {
        for (const Candidate &candidate : candidates) {
            if (candidate.score < leastScore)
                break;
            if (!m_destinations[candidate.destination].used && (usedToo || !m_sources[candidate.source].used))
                pair(candidate.source, candidate.destination, candidate.score);
        }
    }

    /// 0 where it cannot reach `least`, or is not to be known within the bounds.
    int scoreOf(Side &source, Side &destination, int least)
    {
        if (!isRegular(before(source).mode) || !isRegular(after(destination).mode))
            return 0;
        const auto one = sizeOf(source, before(source));
        const auto two = sizeOf(destination, after(destination));
        if (!one || !two || *two == 0)
            return 0;
        const auto [smaller, larger] = std::minmax(*one, *two);
        if (larger * std::size_t(wholeScore - least) < (larger - smaller) * std::size_t(wholeScore))
            return 0;
        const Fingerprint *first = printOf(source, before(source));
        const Fingerprint *second = printOf(destination, after(destination));
        if (!first || !second || first->size() + second->size() > m_pieces)
            return 0;
        m_pieces -= first->size() + second->size();
        return int(double(first->common(*second)) * wholeScore / double(larger));
    }

    std::optional<std::size_t> sizeOf(Side &side, const TreeSide &file)
    {
        if (!side.size && !side.lost && m_code == 0 && m_headers > 0) {
            --m_headers;
            std::size_t size = 0;
            if (keep(m_blobs.size(file.id, size), side))
                side.size = size;
        }
        return m_code == 0 && !side.lost ? side.size : std::nullopt;
    }

    /// Whether what was read can be used.
    bool keep(int code, Side &side)
    {
        side.lost = Blobs::isLost(code);
        if (!side.lost)
            m_code = code;
        return code == 0;
    }

    const Fingerprint *printOf(Side &side, const TreeSide &file)
    {
        if (!side.print) {
            if (*side.size > maxPairedBytes || *side.size > m_bytes)
                return nullptr;
            m_bytes -= *side.size;
            BlobHandle blob;
            if (!keep(m_blobs.read(file.id, blob), side))
                return nullptr;
            side.print.emplace(Blobs::bytes(blob));
        }
        return &*side.print;
    }

    void apply()
    {
        // A source that several files have is renamed to the last and copied to the others.
        std::vector<std::size_t> lastOf(m_sources.size(), m_destinations.size());
        for (std::size_t d = 0; d < m_destinations.size(); ++d) {
            if (m_destinations[d].used)
                lastOf[m_sourceOf[d].source] = d;
        }
        std::vector<bool> gone(m_changes.size(), false);
        for (std::size_t d = 0; d < m_destinations.size(); ++d) {
            if (!m_destinations[d].used)
                continue;
            const Candidate &found = m_sourceOf[d];
            const Side &source = m_sources[found.source];
            TreeChange &change = m_changes[m_destinations[d].change];
            change.status = source.kept || lastOf[found.source] != d ? FileStatus::Copied : FileStatus::Renamed;
            change.oldPath = m_changes[source.change].oldPath;
            change.before = before(source);
            change.similarity = found.score * 100 / wholeScore;
            if (!source.kept)
                gone[source.change] = true;
        }
        std::size_t i = 0;
        std::erase_if(m_changes, [&](const TreeChange &) { return gone[i++]; });
    }

    const Blobs &m_blobs;
    std::vector<TreeChange> &m_changes;
    const bool m_copies;
    const std::stop_token &m_stop;
    std::vector<Side> m_sources;
    std::vector<Side> m_destinations;
    std::vector<Candidate> m_sourceOf; ///< by destination
    std::size_t m_bytes = maxTotalBytes;
    std::size_t m_pieces = maxPieces;
    std::size_t m_headers = maxHeaders;
    int m_code = 0;
};

} // namespace

int findRenames(const Blobs &blobs, std::vector<TreeChange> &changes, bool copies, const std::stop_token &stop)
{
    return Search(blobs, changes, copies, stop).run();
}

} // namespace rijian::git
