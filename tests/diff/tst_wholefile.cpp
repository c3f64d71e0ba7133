// The colours of a hunk are those of the whole file: what stands above it, out of sight, counts.

#include "diff/highlighter.h"
#include "git/address.h"
#include "git/localbackend.h"
#include "support/colorcheck.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QRandomGenerator>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

/// Lines that open and close what goes on over lines.
const QHash<QByteArray, QByteArrayList> languages{
    {"a.cpp", {"int a = 1;", "/* opens", "closes */ int b;", "// a line", "#if 0", "#endif", "const char *s = \"a\";", "struct S { int x; };"}},
    {"b.py", {"x = 1", "\"\"\"", "'''", "# a line", "def f(a):", "    return f'{a}'", "s = 'a'", "class A:"}},
    {"c.html", {"<p>", "</p>", "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "var a = 1;", "a { color: red }", "/* c", "*/"}},
    {"d.sh", {"echo a", "cat <<EOF", "EOF", "x=\"a", "b\"", "# c", "if true; then", "fi", "'", "`"}},
    {"e.md", {"# t", "```cpp", "```", "int x;", "~~~", "<!--", "-->", "* a", "**b**"}},
    {"script", {"#!/usr/bin/env python3", "x = 1", "\"\"\"", "def f(a):", "# c", "s = 'a'"}},
    {"dos.c", {"int a;\r", "#define X \\\r", "  1 + \\\r", "// c \\\r", "/* opens\r", "closes */\r", "x = \"a\\\r", "b\";\r"}},
    {"f.yaml", {"a: |", "  text", "b: 1", "- c", "# d", "e: >", "  more"}},
};

QByteArrayList randomLines(QRandomGenerator &random, const QByteArrayList &pieces)
{
    QByteArrayList lines{pieces.first()};
    for (int i = 0; i < 120; ++i)
        lines << pieces[random.bounded(int(pieces.size()))];
    return lines;
}

QByteArrayList changed(QRandomGenerator &random, QByteArrayList lines, const QByteArrayList &pieces)
{
    for (int i = 1 + int(random.bounded(6)); i > 0; --i) {
        const int at = 1 + int(random.bounded(int(lines.size()) - 1));
        if (random.bounded(2))
            lines.removeAt(at);
        else
            lines.insert(at, pieces[random.bounded(int(pieces.size()))]);
    }
    return lines;
}

} // namespace

class TestWholeFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coloursAreThoseOfTheWholeFile()
    {
        TestRepository repository;
        QRandomGenerator random(5);
        QMap<QByteArray, QByteArrayList> state;
        for (auto one = languages.cbegin(); one != languages.cend(); ++one)
            state[one.key()] = randomLines(random, one.value());
        const QStringList shas = repository.commitMany(40, [&](int i) {
            CommitSpec spec{.message = "c\n"};
            spec.author.seconds += i;
            for (auto one = state.begin(); one != state.end(); ++one) {
                if (i > 0)
                    *one = changed(random, *one, languages[one.key()]);
                spec.writes.append({one.key(), one->join('\n') + '\n'});
            }
            return spec;
        });
        const git::Location location = git::locate({}, *git::parseAddress(repository.path()));
        git::LocalBackend backend;
        const auto read = [&](int context) {
            std::vector<CommitPatch> patches(std::size_t(shas.size()));
            git::DiffOptions options = git::DiffOptions::forReader();
            options.contextLines = context;
            const auto done = backend.readCommits(location, shas, options, 1, [&](qsizetype at, Result<CommitPatch> &&one) { patches[std::size_t(at)] = one.value(); });
            return done ? patches : std::vector<CommitPatch>();
        };
        const auto whole = read(100'000'000);
        QCOMPARE(whole.size(), std::size_t(shas.size()));
        for (const int context : {3, 0}) { // without, a hunk may have lines on one side only
            const auto near = read(context);
            QCOMPARE(near.size(), whole.size());
            QMap<QString, ColorFigures> figures;
            for (std::size_t i = 1; i < near.size(); ++i) {
                for (qsizetype f = 0; f < near[i].files.size(); ++f)
                    checkColors(near[i].files[f], whole[i].files[f], figures[near[i].files[f].change.path]);
            }
            QCOMPARE(figures.size(), languages.size());
            for (auto one = figures.cbegin(); one != figures.cend(); ++one) {
                QVERIFY2(one->different == 0, qPrintable(u"%1, %2 around: %3 of %4"_s.arg(one.key()).arg(context).arg(one->different).arg(one->lines)));
                QVERIFY2(one->differentAlone > 0, qPrintable(QString(one.key() + u": nothing to find out"_s)));
            }
        }
    }

    void whenTheWholeFileMattersIsSaid()
    {
        const auto missing = [](const QString &path, int start) {
            FilePatch patch{.change = {.path = path}, .text = "int a;"};
            patch.lines.push_back({0, 6, start, start, LineKind::Context});
            patch.hunks.push_back({start, 1, start, 1, {}, 0, 1});
            diff::PairingBudget budget;
            return diff::colorDocument(diff::Document(std::make_shared<const FilePatch>(patch), {}, budget), {.dark = false, .backgrounds = {Qt::white}}, 0, [](diff::LineColors &&) {}, {});
        };
        QVERIFY(missing(u"a.cpp"_s, 10));
        QVERIFY(!missing(u"a.cpp"_s, 1));
        QVERIFY(missing(u"script"_s, 10)); // its first line may say what it is
        QVERIFY(!missing(u"script"_s, 1));
    }
};

RIJIAN_TEST_MAIN(TestWholeFile)
#include "tst_wholefile.moc"
