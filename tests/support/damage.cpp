#include "support/damage.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

void unpackObjects(TestRepository &repository)
{
    const QDir packs(repository.gitDir() + u"/objects/pack"_s);
    for (const QFileInfo &pack : packs.entryInfoList({u"*.pack"_s})) {
        const QString aside = repository.gitDir() + u'/' + pack.fileName();
        QFile::rename(pack.filePath(), aside);
        QFile::remove(QString(pack.filePath()).replace(u".pack"_s, u".idx"_s));
        QFile file(aside);
        if (file.open(QIODevice::ReadOnly))
            repository.git({u"unpack-objects"_s, u"-q"_s}, file.readAll());
    }
}

bool truncateObject(const TestRepository &repository, const QString &sha)
{
    QFile file(repository.gitDir() + u"/objects/"_s + sha.first(2) + u'/' + sha.sliced(2));
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.size() > 20 && file.resize(file.size() / 2);
}

} // namespace rijian::testkit
