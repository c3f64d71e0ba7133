// The rules that the compiler does not know: who may include whom, what headers and files must and must not hold, and that
// the packages README.md names are those of packaging/dependencies.tsv.

#include "support/process.h"
#include "support/testkit.h"

#include <QDir>
#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace rijian::testkit;

namespace {

const QString root = QStringLiteral(RIJIAN_SOURCE_DIR);

/// What each room of app/ may include besides itself. A room that is not named here may include nothing of ours.
const QMap<QString, QSet<QString>> allowed{
    {u"core"_s, {}},
    {u"git"_s, {u"core"_s}},
    {u"storage"_s, {u"core"_s}},
    {u"analysis"_s, {u"core"_s}},
    {u"diff"_s, {u"core"_s}},
    {u"report"_s, {u"core"_s}},
    {u"delivery"_s, {u"core"_s, u"report"_s}},
    {u"jobs"_s, {u"core"_s, u"git"_s, u"storage"_s, u"analysis"_s, u"diff"_s, u"report"_s, u"delivery"_s}},
    {u"models"_s, {u"core"_s, u"diff"_s, u"jobs"_s}},
    {u"cli"_s, {u"core"_s, u"git"_s, u"storage"_s, u"analysis"_s, u"diff"_s, u"report"_s, u"delivery"_s, u"jobs"_s, u"models"_s}},
};

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sources(const QString &folder, const QStringList &names)
{
    QStringList files;
    QDirIterator walk(root + u'/' + folder, names, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next();
    files.sort();
    return files;
}

QStringList includes(const QString &file)
{
    static const QRegularExpression line(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s, QRegularExpression::MultilineOption);
    QStringList names;
    for (const auto &match : line.globalMatch(textOf(file)))
        names << match.captured(1);
    return names;
}

QString shown(const QString &file)
{
    return QDir(root).relativeFilePath(file);
}

/// All files git knows or would add; all files below the root where there is no git (an unpacked archive).
QStringList projectFiles()
{
    const QTemporaryDir home;
    const auto listed = runGit({u"ls-files"_s, u"-z"_s, u"--cached"_s, u"--others"_s, u"--exclude-standard"_s}, gitEnvironment(home.path()), root);
    QStringList files;
    if (listed.ok()) {
        for (const auto &name : listed.out.split('\0')) {
            if (!name.isEmpty())
                files << root + u'/' + QString::fromUtf8(name);
        }
        return files;
    }
    for (const auto &file : sources(u"."_s, {u"*"_s})) {
        if (!shown(file).startsWith(u"build/"_s))
            files << file;
    }
    return files;
}

/// The packages after `command` in README.md's code blocks; lines that end with a backslash go on.
QSet<QString> packagesInReadme(const QString &command)
{
    QSet<QString> packages;
    auto text = textOf(root + u"/README.md"_s);
    text.replace(QRegularExpression(u"\\\\\\n\\s*"_s), u" "_s);
    bool code = false;
    for (const auto &line : text.split(u'\n')) {
        if (line.startsWith(u"```"_s))
            code = !code;
        else if (code && line.startsWith(command)) {
            for (const auto &word : line.sliced(command.size()).split(u' ', Qt::SkipEmptyParts)) {
                if (!word.startsWith(u'-'))
                    packages << word;
            }
        }
    }
    return packages;
}

/// A column of packaging/dependencies.tsv for the uses that a README's reader needs.
QSet<QString> packagesInTable(int column)
{
    QSet<QString> packages;
    for (const auto &line : textOf(root + u"/packaging/dependencies.tsv"_s).split(u'\n', Qt::SkipEmptyParts)) {
        const auto cells = line.split(u'\t');
        if (!line.startsWith(u'#') && cells.size() > column && cells.at(0) != u"bench"_s)
            packages << cells.at(column);
    }
    return packages;
}

QString sorted(const QSet<QString> &names)
{
    auto list = names.values();
    list.sort();
    return list.join(u' ');
}

} // namespace

class Architecture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roomsIncludeOnlyWhatTheyMay();
    void appHasNoWidgets();
    void headersHavePragmaOnce();
    void noMachinePaths();
    void dependencyTableIsWellFormed();
    void readmeNamesThePackages_data();
    void readmeNamesThePackages();
};

void Architecture::roomsIncludeOnlyWhatTheyMay()
{
    QStringList wrong;
    const auto files = sources(u"app"_s, {u"*.h"_s, u"*.cpp"_s});
    QVERIFY(!files.isEmpty());
    for (const auto &file : files) {
        const auto room = shown(file).section(u'/', 1, 1);
        if (!allowed.contains(room))
            wrong << shown(file) + u": unknown room"_s;
        for (const auto &name : includes(file)) {
            const auto other = name.section(u'/', 0, 0);
            const bool ours = name.contains(u'/') && QDir(root + u"/app/"_s + other).exists();
            if (ours && other != room && !allowed.value(room).contains(other))
                wrong << shown(file) + u" includes "_s + name;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void Architecture::appHasNoWidgets()
{
    static const QRegularExpression windowed(u"^(ui/|QtWidgets|QtWebEngine|QWidget|QApplication$|QMainWindow|QDialog|QMessageBox|QWebEngine)"_s);
    QStringList wrong;
    for (const auto &file : sources(u"app"_s, {u"*.h"_s, u"*.cpp"_s})) {
        for (const auto &name : includes(file)) {
            if (name.contains(windowed) || name.startsWith(u"../"_s))
                wrong << shown(file) + u" includes "_s + name;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(!textOf(root + u"/app/CMakeLists.txt"_s).contains(u"Qt6::Widgets"_s));
}

void Architecture::headersHavePragmaOnce()
{
    QStringList wrong;
    for (const auto &folder : {u"app"_s, u"ui"_s, u"tests"_s}) {
        for (const auto &file : sources(folder, {u"*.h"_s})) {
            if (!textOf(file).startsWith(u"#pragma once\n"_s))
                wrong << shown(file);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u"no #pragma once in the first line: "_s + wrong.join(u", "_s)));
}

void Architecture::noMachinePaths()
{
    // Written in pieces, or this file would be found itself.
    const QRegularExpression machine(u"(?<![\\w.])/"_s + u"(work|root|home/(?!user\\b|ann\\b)\\w+)/"_s);
    QStringList wrong;
    const auto files = projectFiles();
    QVERIFY(files.size() > 20);
    for (const auto &file : files) {
        // What others wrote, such as sample reports, keeps its own paths.
        if (shown(file).startsWith(u"tests/data/"_s) || QFileInfo(file).size() > 4'000'000)
            continue;
        const auto text = textOf(file);
        if (const auto match = machine.match(text); match.hasMatch())
            wrong << shown(file) + u": "_s + match.captured();
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void Architecture::dependencyTableIsWellFormed()
{
    int rows = 0;
    QSet<QString> debian;
    for (const auto &line : textOf(root + u"/packaging/dependencies.tsv"_s).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        ++rows;
        const auto cells = line.split(u'\t');
        QVERIFY2(cells.size() == 5, qPrintable(line));
        QVERIFY2(QStringList({u"build"_s, u"test"_s, u"bench"_s}).contains(cells.at(0)), qPrintable(line));
        for (const auto &cell : cells)
            QVERIFY2(!cell.isEmpty() && cell == cell.trimmed(), qPrintable(line));
        QVERIFY2(!debian.contains(cells.at(1)), qPrintable(u"twice: "_s + line));
        debian << cells.at(1);
    }
    QVERIFY(rows > 0);
}

void Architecture::readmeNamesThePackages_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("column");
    QTest::newRow("Fedora") << u"sudo dnf install "_s << 3;
    QTest::newRow("Arch") << u"sudo pacman -S --needed "_s << 4;
}

void Architecture::readmeNamesThePackages()
{
    QFETCH(const QString, command);
    QFETCH(const int, column);
    QVERIFY2(QFile::exists(root + u"/README.md"_s), "README.md is missing");
    QCOMPARE(sorted(packagesInReadme(command)), sorted(packagesInTable(column)));
}

RIJIAN_TEST_MAIN(Architecture)
#include "tst_architecture.moc"
