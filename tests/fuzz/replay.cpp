// Runs a target without a fuzzer: over the files of the folders given, and over what a fixed seed makes of each.

#include "fuzztarget.h"

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace {

constexpr int mutations = 150;        // of each file
constexpr qsizetype longest = 24'000; // bytes of a file that is changed: many short runs tell more than few long ones

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size()));
}

QByteArray mutated(QByteArray bytes, QRandomGenerator &random)
{
    for (int i = 1 + int(random.bounded(4)); i > 0 && !bytes.isEmpty(); --i) {
        const qsizetype at = random.bounded(bytes.size());
        const qsizetype length = std::min<qsizetype>(1 + random.bounded(40), bytes.size() - at);
        switch (random.bounded(5)) {
        case 0:
            bytes[at] = char(random.bounded(256));
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(random.bounded(bytes.size()), bytes.mid(at, length));
            break;
        case 3:
            bytes.truncate(at);
            break;
        default:
            bytes.insert(at, "\n|#*`\\\"{}[]:,<> "[random.bounded(16)]);
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        QStringList names;
        QDirIterator walk(QString::fromLocal8Bit(argv[i]), QDir::Files);
        while (walk.hasNext())
            names << walk.next();
        std::sort(names.begin(), names.end());
        for (const QString &name : std::as_const(names)) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                return 1;
            const QByteArray bytes = file.readAll();
            run(bytes);
            QRandomGenerator random(quint32(++files));
            for (int k = 0; k < mutations; ++k)
                run(mutated(bytes.first(std::min(bytes.size(), longest)), random));
        }
    }
    std::printf("%d files\n", files);
    return files > 0 ? 0 : 1;
}
