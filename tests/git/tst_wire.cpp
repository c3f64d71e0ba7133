// The messages between a program and its git worker: what is written is what is read, and what is no message does no harm.

#include "git/wire.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QRandomGenerator>

#include <chrono>
#include <functional>

using namespace rijian;
using namespace rijian::git;
using namespace rijian::git::wire;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

/// Values at random, the same on every run. Small and extreme numbers are as likely as others.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int end) { return int(m_random.bounded(end)); }
    bool flag() { return below(2) == 1; }
    template<typename I>
    I number(I least = std::numeric_limits<I>::min())
    {
        switch (below(4)) {
        case 0:
            return least;
        case 1:
            return std::numeric_limits<I>::max();
        case 2:
            return I(below(100));
        default:
            return std::max(least, I(m_random.generate64()));
        }
    }
    QString text()
    {
        static const QStringList parts{u"a"_s, u"ü"_s, u"日鉴"_s, u"😀"_s, u"\n"_s, QString(QChar(0)), u"\u202e"_s, u"/"_s};
        QString text;
        for (int i = below(20); i > 0; --i)
            text += parts[below(int(parts.size()))];
        return text;
    }
    QByteArray bytes(int most = 40)
    {
        QByteArray bytes;
        for (int i = below(most); i > 0; --i)
            bytes.append(char(below(256)));
        return bytes;
    }
    QStringList texts()
    {
        QStringList list;
        for (int i = below(4); i > 0; --i)
            list << text();
        return list;
    }
    std::chrono::milliseconds span() { return std::chrono::milliseconds(below(86'400'001)); }
    Error error() { return {ErrorKind(below(int(ErrorKind::Internal) + 1)), text(), text()}; }
    Location location() { return {text(), flag()}; }
    template<typename T>
    Result<T> result(T value)
    {
        return flag() ? Result<T>(std::move(value)) : std::unexpected(error());
    }

    FileSide side()
    {
        FileSide side{ObjectId(QByteArray(flag() ? ObjectId::size : 0, char(below(256)))), flag() ? bytes() : QByteArray(), number<qint64>(-1), TextEncoding(below(int(lastTextEncoding) + 1)), LineEnds(below(4)), number(-1), {}, bytes()};
        if (flag())
            side.lfs = LfsPointer{bytes(), number<qint64>(0)};
        return side;
    }
    FilePatch file()
    {
        if (const QString path = text(); below(5) == 0)
            return {.change = {path, path}, .gap = PatchGap::Later}; // only named
        FilePatch file{.change = {text(), text(), FileStatus(below(6)), number(0), number(0), flag(), flag(), number<quint32>(), number<quint32>()},
                       .gap = PatchGap(below(6)), .text = bytes(200), .oldSide = side(), .newSide = side(), .similarity = number<int>(), .notCompared = flag()};
        for (int i = below(10); i > 0; --i) {
            const int offset = below(int(file.text.size()) + 1);
            file.lines.push_back({offset, below(int(file.text.size()) - offset + 1), number(-1), number(-1), LineKind(" +-"[below(3)]), flag()});
        }
        if (flag())
            file.change.oldPath = file.change.path;
        for (std::size_t first = 0; first < file.lines.size(); first += file.hunks.back().lineCount) {
            constexpr int most = 1 << 30;
            file.hunks.push_back({below(most), below(most), below(most), below(most), bytes(), first, 1 + std::size_t(below(int(file.lines.size() - first)))});
        }
        return file;
    }
    CommitPatch patch()
    {
        CommitPatch patch{.commit = {text(), {text(), text()}, {text(), text()}, {number<qint64>(), number<int>()}, {number<qint64>(), number<int>()},
                                     text(), texts(), {}}};
        for (int i = below(4); i > 0; --i) {
            patch.files.append(file());
            patch.commit.files.append(patch.files.last().change);
        }
        return patch;
    }
    Call call()
    {
        switch (below(9)) {
        case 0:
            return FetchCall{{.address = {Address::Kind(below(4)), text(), text(), number<int>(), text(), text(), text()}, .location = location(),
                              .branches = texts(), .since = number<qint64>(), .whole = flag(), .rebuild = flag(), .secrets = {}, .progress = {},
                              .connectPatience = span(), .transferPatience = span(), .cancelPatience = span()}};
        case 1:
            return ListCall{location(), texts(), number<qint64>(), number<qint64>(), flag()};
        case 2:
            return ReadCall{location(), texts(), {flag(), number(0), number<qint64>(0), number(0), number(0), number<qint64>(0), texts(), DiffAlgorithm(below(3)), Whitespace(below(4)), flag(), flag(), flag(), flag(), flag(), flag(),
                                              TextEncoding(below(int(lastTextEncoding) + 1)), number(0), number(0)}, 1 + below(256)};
        case 3:
            return ResolveCall{location(), text()};
        case 4:
            return HasCommitsCall{location(), texts()};
        case 5:
            return OpenCall{location()};
        case 6:
            return FileCall{location(), texts(), texts(), number<qint64>()};
        case 7:
            return BlameCall{location(), {text(), bytes(), number<int>(), number<int>()}};
        default:
            return CancelCall{};
        }
    }
    Answer answer()
    {
        switch (below(11)) {
        case 0:
            return Hello{number<int>(), text()};
        case 1:
            return FetchProgress{FetchProgress::Phase(below(4)), number<quint64>(), number<quint64>(), number<quint64>(), number<quint64>(), number<quint64>()};
        case 2:
            return Leaving{};
        case 3:
            return result(FetchOutcome{flag(), flag(), flag(), flag(), flag(), text(), text(), texts(), number<quint64>(), number<int>()});
        case 4:
            return result(DayListing{texts(), texts(), flag(), number<qint64>(), number<qint64>(), text()});
        case 5:
            return flag() ? Result<void>() : std::unexpected(error());
        case 6:
            return result(text());
        case 7:
            return result(flag());
        case 8:
            return result(bytes());
        case 9:
            return result(QList<LineOrigin>{{number<int>(), text(), {text(), text()}, {number<qint64>(), number<int>()}, text(), bytes(), number<int>(), flag()}});
        default:
            return Delivery{number<qsizetype>(), result(patch())};
        }
    }

private:
    QRandomGenerator m_random;
};

QByteArray payloadOf(const Result<QByteArray> &frame)
{
    return frame.value().sliced(4);
}

/// Reads every line as a view of a diff would.
qsizetype walk(const CommitPatch &patch)
{
    qsizetype bytes = 0;
    for (const FilePatch &file : patch.files) {
        for (const PatchLine &line : file.lines)
            bytes += file.lineText(line).size() + (line.length > 0 ? file.lineText(line).back() & 1 : 0);
        for (const Hunk &hunk : file.hunks) {
            for (std::size_t i = 0; i < hunk.lineCount; ++i)
                bytes += file.lines.at(hunk.firstLine + i).length;
        }
    }
    return bytes;
}

QByteArray mutated(QByteArray bytes, Dice &dice)
{
    for (int i = 1 + dice.below(3); i > 0 && !bytes.isEmpty(); --i) {
        const qsizetype at = dice.below(int(bytes.size()));
        switch (dice.below(5)) {
        case 0:
            bytes[at] = char(dice.below(256));
            break;
        case 1:
            bytes[at] = char(bytes[at] ^ (1 << dice.below(8)));
            break;
        case 2:
            bytes.truncate(at);
            break;
        case 3:
            bytes.insert(at, dice.bytes(10));
            break;
        default:
            bytes.remove(at, 1 + dice.below(4));
        }
    }
    return bytes;
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        Dice dice(1);
        for (int i = 0; i < 3'000; ++i) {
            const Call call = dice.call();
            const auto frame = encode(quint32(i), call);
            VERIFY_OK(frame);
            const auto read = decodeCall(payloadOf(frame));
            VERIFY_OK(read);
            QCOMPARE(read->request, quint32(i));
            QCOMPARE(read->content.index(), call.index());
            QCOMPARE(encode(quint32(i), read->content).value(), *frame);
        }
        for (int i = 0; i < 3'000; ++i) {
            const Answer answer = dice.answer();
            const auto frame = encode(quint32(i), answer);
            VERIFY_OK(frame);
            const auto read = decodeAnswer(payloadOf(frame));
            VERIFY_OK(read);
            QCOMPARE(read->content.index(), answer.index());
            QCOMPARE(encode(quint32(i), read->content).value(), *frame);
        }
    }

    /// Field by field: a field that wire.cpp forgot would pass the test above. A new field does not compile here.
    void noFieldIsForgotten()
    {
        const auto again = [](const auto &content) {
            const auto read = decodeAnswer(payloadOf(encode(1, Answer(content))));
            return std::get<std::decay_t<decltype(content)>>(read.value().content);
        };
        const auto callAgain = [](const auto &content) {
            const auto read = decodeCall(payloadOf(encode(1, Call(content))));
            return std::get<std::decay_t<decltype(content)>>(read.value().content);
        };
        const auto outcome = again(Result<FetchOutcome>(FetchOutcome{true, true, true, true, false, u"a"_s, u"b"_s, {u"c"_s}, 1, 2})).value();
        const auto &[changed, created, rebuilt, whole, reaches, branch, previous, forced, bytes, depth] = outcome;
        QVERIFY(changed && created && rebuilt && whole && !reaches && branch == "a"_L1 && previous == "b"_L1 && forced == QStringList{u"c"_s} && bytes == 1 && depth == 2);
        const auto day = again(Result<DayListing>(DayListing{{u"a"_s}, {u"b"_s}, false, 1, 2, u"c"_s})).value();
        const auto &[branches, shas, complete, newest, edge, remote] = day;
        QVERIFY(branches == QStringList{u"a"_s} && shas == QStringList{u"b"_s} && !complete && newest == 1 && edge == 2 && remote == "c"_L1);
        const auto progress = again(FetchProgress{FetchProgress::Phase::Resolving, 1, 2, 3, 4, 5});
        const auto &[phase, received, total, resolved, deltas, size] = progress;
        QVERIFY(phase == FetchProgress::Phase::Resolving && received == 1 && total == 2 && resolved == 3 && deltas == 4 && size == 5);

        const auto fetch = callAgain(FetchCall{{{Address::Kind::Ssh, u"a"_s, u"b"_s, 1, u"c"_s, u"d"_s, u"e"_s}, {u"f"_s, true}, {u"g"_s}, 2, true, true, {}, {},
                                                std::chrono::milliseconds(3), std::chrono::milliseconds(4), std::chrono::milliseconds(5)}}).request;
        const auto &[address, location, names, since, all, rebuild, secrets, tell, connect, transfer, cancel] = fetch;
        const auto &[kind, url, host, port, path, user, password] = address;
        QVERIFY(kind == Address::Kind::Ssh && url == "a"_L1 && host == "b"_L1 && port == 1 && path == "c"_L1 && user == "d"_L1 && password == "e"_L1);
        QVERIFY(location.path == "f"_L1 && location.ours && names == QStringList{u"g"_s} && since == 2 && all && rebuild && !secrets.keychain && !tell);
        QVERIFY(connect.count() == 3 && transfer.count() == 4 && cancel.count() == 5);
        const auto &[folder, tips, candidates, most] = callAgain(FileCall{{u"a"_s, true}, {u"b"_s}, {u"c"_s}, 4});
        QVERIFY(folder.path == "a"_L1 && folder.ours && tips == QStringList{u"b"_s} && candidates == QStringList{u"c"_s} && most == 4);
        const auto &[where, query] = callAgain(BlameCall{{u"a"_s, true}, {u"b"_s, "c", 1, 2}});
        QVERIFY(where.path == "a"_L1 && where.ours && query == (BlameQuery{u"b"_s, "c", 1, 2}));
        const QList<LineOrigin> origins{{1, u"a"_s, {u"b"_s, u"c"_s}, {2, 3}, u"d"_s, "e", 4, true}, {}};
        QCOMPARE(again(Result<QList<LineOrigin>>(origins)).value(), origins);
        QCOMPARE(again(Result<QByteArray>(QByteArray("\0\xff", 2))).value(), QByteArray("\0\xff", 2));
        for (int bit = 0; bit < 6; ++bit) { // each flag alone: two that were mixed up would not show otherwise
            const DiffOptions options{true, 7, 8, 9, 10, 11, {u"x"_s}, DiffAlgorithm::Minimal, Whitespace::IgnoreAll, bit == 0, bit == 1, bit == 2, bit == 3,
                                      bit == 4, bit == 5, TextEncoding::Gb18030};
            QCOMPARE(callAgain(ReadCall{{}, {}, options, 2}).options, options);
        }

        Dice dice(2);
        for (int i = 0; i < 200; ++i) {
            const CommitPatch patch = dice.patch();
            const CommitPatch read = again(Delivery{7, patch}).patch.value();
            QCOMPARE(read.commit, patch.commit);
            for (qsizetype f = 0; f < patch.files.size(); ++f) {
                const auto &[change, gap, text, lines, hunks, oldSide, newSide, alike, notCompared] = read.files[f];
                QVERIFY(oldSide == patch.files[f].oldSide && newSide == patch.files[f].newSide && alike == patch.files[f].similarity && notCompared == patch.files[f].notCompared);
                QVERIFY(change == patch.files[f].change && gap == patch.files[f].gap && text == patch.files[f].text);
                QVERIFY(lines.size() == patch.files[f].lines.size() && hunks.size() == patch.files[f].hunks.size());
                for (std::size_t l = 0; l < lines.size(); ++l) {
                    const auto &[offset, length, oldNumber, newNumber, lineKind, noLineEnd] = lines[l];
                    const PatchLine &line = patch.files[f].lines[l];
                    QVERIFY(offset == line.offset && length == line.length && oldNumber == line.oldNumber && newNumber == line.newNumber && lineKind == line.kind && noLineEnd == line.noLineEnd);
                }
                for (std::size_t h = 0; h < hunks.size(); ++h) {
                    const auto &[oldStart, oldCount, newStart, newCount, context, first, count] = hunks[h];
                    const Hunk &hunk = patch.files[f].hunks[h];
                    QVERIFY(oldStart == hunk.oldStart && oldCount == hunk.oldCount && newStart == hunk.newStart && newCount == hunk.newCount);
                    QVERIFY(context == hunk.context && first == hunk.firstLine && count == hunk.lineCount);
                }
            }
        }
    }

    /// Whoever reads hunks takes each line once: a million hunks of a million lines each would never end.
    void hunksThatOverlapAreRefused()
    {
        FilePatch file{.change = {.path = u"a"_s}, .text = "abc"};
        for (int i = 0; i < 3; ++i)
            file.lines.push_back({i, 1, i + 1, i + 1, LineKind::Context});
        const auto read = [&file](const std::vector<Hunk> &hunks) {
            CommitPatch patch;
            file.hunks = hunks;
            patch.files = {file};
            return decodeAnswer(payloadOf(encode(1, Answer(Delivery{0, patch}))));
        };
        constexpr int largest = std::numeric_limits<int>::max();
        VERIFY_OK(read({{1, 2, 1, 2, {}, 0, 2}, {3, 1, 3, 1, {}, 2, 1}}));
        VERIFY_FAILS(read({{1, 2, 1, 2, {}, 0, 2}, {2, 2, 2, 2, {}, 1, 2}}), ErrorKind::BadData); // a line twice
        VERIFY_FAILS(read({{3, 1, 3, 1, {}, 2, 1}, {1, 2, 1, 2, {}, 0, 2}}), ErrorKind::BadData); // the wrong way round
        VERIFY_FAILS(read({{1, 2, 1, 2, {}, 0, 2}}), ErrorKind::BadData);                         // a line of none
        VERIFY_FAILS(read({{1, 3, 1, 3, {}, 0, 3}, {4, 0, 4, 0, {}, 3, 0}}), ErrorKind::BadData); // one without lines
        VERIFY_FAILS(read({{largest, 3, 1, 3, {}, 0, 3}}), ErrorKind::BadData);
    }

    void framesAreCutWhereverTheBytesBreak()
    {
        Dice dice(3);
        QByteArray stream;
        QList<QByteArray> sent;
        for (int i = 0; i < 200; ++i) {
            const auto frame = encode(1, dice.answer()).value();
            sent << frame.sliced(4);
            stream += frame;
        }
        FrameBuffer frames;
        QList<QByteArray> got;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype piece = std::min<qsizetype>(1 + dice.below(300), stream.size() - at);
            frames.append(QByteArrayView(stream).sliced(at, piece));
            at += piece;
            for (auto frame = frames.next(); frame.value(); frame = frames.next())
                got << **frame;
        }
        QCOMPARE(got, sent);
        QVERIFY(!frames.isPartial());
    }

    void hostileMessagesDoNoHarm()
    {
        Dice dice(4);
        qsizetype walked = 0;
        int refused = 0;
        for (int i = 0; i < 60'000; ++i) {
            const bool toWorker = i % 4 == 0;
            const QByteArray payload = mutated(payloadOf(toWorker ? encode(1, dice.call()) : encode(1, dice.answer())), dice);
            if (toWorker) {
                refused += decodeCall(payload) ? 0 : 1;
                continue;
            }
            const auto read = decodeAnswer(payload);
            if (!read) {
                VERIFY_FAILS(read, ErrorKind::BadData);
                ++refused;
            } else if (const auto *delivery = std::get_if<Delivery>(&read->content); delivery && delivery->patch) {
                walked += walk(*delivery->patch);
            }
        }
        QVERIFY(refused > 10'000 && walked > 0);
        FrameBuffer frames;
        frames.append(QByteArrayView("\xff\xff\xff\xff what", 9));
        VERIFY_FAILS(frames.next(), ErrorKind::BadData);
        frames.clear();
        frames.append(QByteArrayView("\0\0\0\0", 4));
        VERIFY_FAILS(frames.next(), ErrorKind::BadData);
    }

    void placesOutsideAreRefused()
    {
        const auto refuses = [](const std::function<void(FilePatch &)> &spoil) {
            CommitPatch patch;
            patch.files.append(FilePatch{.text = "0123456789", .lines = {{0, 10, 1, 1, LineKind::Context}}, .hunks = {{1, 1, 1, 1, {}, 0, 1}}});
            const bool before = decodeAnswer(payloadOf(encode(1, Delivery{0, patch}))).has_value();
            spoil(patch.files[0]);
            return before && !decodeAnswer(payloadOf(encode(1, Delivery{0, patch})));
        };
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].length = 11; }));
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].offset = 1; }));
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].offset = -1; }));
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].offset = 0xffff'ffff; }));
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].oldNumber = -2; }));
        QVERIFY(refuses([](FilePatch &file) { file.lines[0].kind = LineKind('x'); }));
        QVERIFY(refuses([](FilePatch &file) { file.hunks[0].lineCount = 2; }));
        QVERIFY(refuses([](FilePatch &file) { file.hunks[0].firstLine = 1; }));
        QVERIFY(refuses([](FilePatch &file) { file.hunks[0].firstLine = std::numeric_limits<std::size_t>::max(); }));
        QVERIFY(refuses([](FilePatch &file) { file.hunks[0].oldStart = -1; }));
        QVERIFY(refuses([](FilePatch &file) { file.gap = PatchGap(9); }));
        QVERIFY(refuses([](FilePatch &file) { file.change.status = FileStatus(6); }));
        QVERIFY(refuses([](FilePatch &file) { file.change.insertions = -1; }));
    }

    void aLargePatchStaysFast()
    {
        CommitPatch patch;
        FilePatch file;
        for (int i = 0; i < 200'000; ++i) {
            file.lines.push_back({file.text.size(), 80, i, i, LineKind::Added});
            file.text.append(80, 'x');
        }
        file.hunks.push_back({0, 0, 1, 200'000, {}, 0, 200'000});
        patch.files.append(file);
        const auto read = decodeAnswer(payloadOf(encode(1, Delivery{0, patch})));
        VERIFY_OK(read);
        QCOMPARE(walk(*std::get<Delivery>(read->content).patch), walk(patch));
    }
};

RIJIAN_TEST_MAIN(TestWire)
#include "tst_wire.moc"
