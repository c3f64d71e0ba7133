#include "jobs/languages.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

const QString header = u".h"_s; // C's or C++'s: decided by the others

/// By a file's last suffix, lower case.
const QHash<QString, QString> &bySuffix()
{
    static const QHash<QString, QString> table = [] {
        struct Row {
            QString language;
            const char *suffixes;
        };
        const Row rows[] = {
            {u"C"_s, "c"}, {header, "h"}, {u"C++"_s, "cc cpp cxx hh hpp hxx ipp tpp inl ixx cppm"}, {u"CUDA"_s, "cu cuh"}, {u"HIP"_s, "hip"},
            {u"Objective-C"_s, "m mm"}, {u"Metal"_s, "metal"}, {u"OpenCL"_s, "cl"}, {u"GLSL"_s, "glsl vert frag comp"}, {u"HLSL"_s, "hlsl"}, {u"WGSL"_s, "wgsl"},
            {u"Python"_s, "py pyi pyx pxd"}, {u"Jupyter Notebook"_s, "ipynb"}, {u"Rust"_s, "rs"}, {u"Go"_s, "go"}, {u"Zig"_s, "zig"}, {u"Java"_s, "java"},
            {u"Kotlin"_s, "kt kts"}, {u"Scala"_s, "scala"}, {u"Groovy"_s, "groovy gradle"}, {u"C#"_s, "cs"}, {u"F#"_s, "fs fsx"}, {u"Visual Basic"_s, "vb"},
            {u"JavaScript"_s, "js jsx mjs cjs"}, {u"TypeScript"_s, "ts tsx mts cts"}, {u"Vue"_s, "vue"}, {u"Svelte"_s, "svelte"}, {u"HTML"_s, "html htm"},
            {u"CSS"_s, "css scss sass less"}, {u"PHP"_s, "php"}, {u"Ruby"_s, "rb rake"}, {u"Perl"_s, "pl pm"}, {u"Lua"_s, "lua"}, {u"Swift"_s, "swift"}, {u"Dart"_s, "dart"},
            {u"Elixir"_s, "ex exs"}, {u"Erlang"_s, "erl hrl"}, {u"Haskell"_s, "hs"}, {u"OCaml"_s, "ml mli"}, {u"Clojure"_s, "clj cljs cljc"}, {u"Julia"_s, "jl"},
            {u"R"_s, "r rmd"}, {u"Fortran"_s, "f f90 f95 f03 f08"}, {u"Assembly"_s, "s asm"}, {u"MLIR"_s, "mlir"}, {u"TableGen"_s, "td"}, {u"LLVM IR"_s, "ll"}, {u"Verilog"_s, "v sv svh"},
            {u"VHDL"_s, "vhd vhdl"}, {u"Shell"_s, "sh bash zsh fish"}, {u"PowerShell"_s, "ps1 psm1"}, {u"Batch"_s, "bat cmd"}, {u"SQL"_s, "sql"}, {u"QML"_s, "qml"},
            {u"CMake"_s, "cmake"}, {u"Nix"_s, "nix"}, {u"Starlark"_s, "bzl bazel"}, {u"Terraform"_s, "tf"}, {u"Protocol Buffers"_s, "proto"}, {u"Solidity"_s, "sol"},
            {u"Emacs Lisp"_s, "el"}, {u"Vim Script"_s, "vim"}, {u"Pascal"_s, "pas"}, {u"Ada"_s, "adb ads"}, {u"D"_s, "d"}, {u"Nim"_s, "nim"}, {u"Tcl"_s, "tcl"},
            {u"Mojo"_s, "mojo"},
        };
        QHash<QString, QString> made;
        for (const Row &row : rows) {
            for (const QString &suffix : QString::fromLatin1(row.suffixes).split(u' '))
                made.insert(suffix, row.language);
        }
        return made;
    }();
    return table;
}

bool isOthers(QStringView path)
{
    for (const auto folder : {"vendor/"_L1, "third_party/"_L1, "thirdparty/"_L1, "3rdparty/"_L1, "node_modules/"_L1}) {
        for (qsizetype at = path.indexOf(folder); at >= 0; at = path.indexOf(folder, at + 1)) {
            if (at == 0 || path[at - 1] == u'/')
                return true;
        }
    }
    return false;
}

QString languageOf(const QString &path)
{
    const QStringView name = QStringView(path).sliced(path.lastIndexOf(u'/') + 1);
    if (name == "CMakeLists.txt"_L1)
        return u"CMake"_s;
    if (name.startsWith("Dockerfile"_L1) || name == "Containerfile"_L1)
        return u"Dockerfile"_s;
    if (name.compare("Makefile"_L1, Qt::CaseInsensitive) == 0 || name == "GNUmakefile"_L1)
        return u"Makefile"_s;
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot <= 0 ? QString() : bySuffix().value(name.sliced(dot + 1).toString().toLower());
}

} // namespace

QStringList languagesOf(const QStringList &paths, int most)
{
    QHash<QString, int> counts;
    int all = 0;
    for (const QString &path : paths) {
        const QString language = languageOf(path);
        if (language.isEmpty() || isOthers(path))
            continue;
        ++counts[language];
        ++all;
    }
    const int headers = counts.take(header);
    const bool plainC = counts.value(u"C"_s) > counts.value(u"C++"_s) + counts.value(u"CUDA"_s);
    if (headers > 0)
        counts[plainC || !(counts.contains(u"C++"_s) || counts.contains(u"CUDA"_s)) ? u"C"_s : u"C++"_s] += headers;
    QStringList languages = counts.keys();
    languages.removeIf([&](const QString &language) { return counts.value(language) * 20 < all; });
    std::ranges::sort(languages, [&](const QString &a, const QString &b) {
        const int first = counts.value(a), second = counts.value(b);
        return first != second ? first > second : a < b;
    });
    return languages.first(std::min<qsizetype>(languages.size(), most));
}

} // namespace rijian::jobs
