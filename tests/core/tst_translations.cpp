// The interface's languages: nothing is left untranslated, placeholders and accelerators survive, and the files know every string of
// the sources.

#include "support/process.h"
#include "support/testkit.h"

#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< one, or the plural forms
    bool plural = false;
    bool unfinished = false;

    QString key() const { return context + u" | "_s + source + u" | "_s + comment; }
};

QList<Message> read(const QString &path)
{
    QList<Message> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::EndElement && xml.name() == "message"_L1 && messages.last().plural)
            messages.last().translations.removeFirst(); // the blanks around the forms
        if (!xml.isStartElement())
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            messages << Message{.context = context, .plural = xml.attributes().value("numerus"_L1) == "yes"_L1};
        } else if (xml.name() == "source"_L1) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == "comment"_L1) {
            messages.last().comment = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            messages.last().unfinished = xml.attributes().hasAttribute("type"_L1);
            messages.last().translations << (messages.last().plural ? QString() : xml.readElementText());
        } else if (xml.name() == "numerusform"_L1) {
            messages.last().translations << xml.readElementText();
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

/// "%1", "%2", "%n": how often each.
QMap<QString, int> placeholders(const QString &text)
{
    static const QRegularExpression placeholder(u"%L?(\\d+|n)"_s);
    QMap<QString, int> found;
    for (const auto &match : placeholder.globalMatch(text))
        ++found[match.captured()];
    return found;
}

bool hasAccelerator(const QString &text)
{
    static const QRegularExpression accelerator(u"(?<!&)&[^&\\s]"_s);
    return accelerator.match(text).hasMatch();
}

QString accelerator(const QString &text)
{
    static const QRegularExpression letter(u"(?<!&)&([^&\\s])"_s);
    return letter.match(text).captured(1).toUpper();
}

QString ts(const QString &language)
{
    return QStringLiteral(RIJIAN_SOURCE_DIR) + u"/translations/rijian_%1.ts"_s.arg(language);
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void languages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("forms");
        QTest::newRow("Chinese") << u"zh_CN"_s << 1;
        QTest::newRow("English") << u"en"_s << 2;
    }

    void languages()
    {
        QFETCH(const QString, language);
        QFETCH(const int, forms);
        const auto messages = read(ts(language));
        QVERIFY(!messages.isEmpty());
        QStringList wrong;
        for (const Message &message : messages) {
            const auto blame = [&](const QString &what) { wrong << what + u": "_s + message.key(); };
            if (message.unfinished)
                blame(u"unfinished"_s);
            if (message.translations.size() != (message.plural ? forms : 1))
                blame(u"forms"_s);
            for (const QString &translation : message.translations) {
                if (translation.trimmed().isEmpty())
                    blame(u"empty"_s);
                if (placeholders(translation) != placeholders(message.source))
                    blame(u"placeholders"_s);
                if (hasAccelerator(translation) != hasAccelerator(message.source) || accelerator(translation) != accelerator(message.source))
                    blame(u"accelerator"_s);
                if (translation.count(u'\n') != message.source.count(u'\n'))
                    blame(u"lines"_s);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    /// Chinese in the way the product writes it.
    void chineseIsWrittenOneWay()
    {
        static const QRegularExpression halfWidth(u"[\\x{4e00}-\\x{9fff}][,;:?!]|[\\x{4e00}-\\x{9fff}] [\\x{4e00}-\\x{9fff}]"_s);
        static const QRegularExpression otherWords(u"存储库|版本库|代码库|拉取|重要性|差别|提交信息"_s); // 仓库, 获取, 重要程度, 差异, 提交说明
        QStringList wrong;
        for (const Message &message : read(ts(u"zh_CN"_s))) {
            for (const QString &translation : message.translations) {
                if (translation.contains(halfWidth) || translation.contains(otherWords))
                    wrong << translation;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    /// lupdate finds a context for every string; one that it calls "Text" is a helper's name, and would be looked up in vain.
    void everyStringOfTheSourcesIsThere()
    {
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(u"fresh.ts"_s);
        QProcess lupdate;
        const QString root = QStringLiteral(RIJIAN_SOURCE_DIR);
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        lupdate.start(QStringLiteral(RIJIAN_LUPDATE), QStringList{root + u"/app"_s, root + u"/ui"_s} + QStringLiteral(RIJIAN_LUPDATE_OPTIONS).split(u' ')
                                                          + QStringList{u"-ts"_s, fresh});
        QVERIFY2(rijian::testkit::waitForEnd(lupdate, 60'000) && lupdate.exitCode() == 0, lupdate.readAll().constData());
        QSet<QString> known;
        for (const Message &message : read(ts(u"zh_CN"_s)))
            known << message.key();
        QSet<QString> knownPlurals;
        for (const Message &message : read(ts(u"en"_s)))
            knownPlurals << message.key();
        const auto messages = read(fresh);
        QVERIFY(messages.size() > 100);
        QStringList wrong;
        QSet<QString> found;
        for (const Message &message : messages) {
            found << message.key();
            if (message.context == "Text"_L1 || message.context.isEmpty())
                wrong << u"no context: "_s + message.key();
            if (!known.contains(message.key()))
                wrong << u"missing: "_s + message.key();
            if (message.plural && !knownPlurals.contains(message.key()))
                wrong << u"missing plural: "_s + message.key();
        }
        for (const QString &key : known - found)
            wrong << u"no longer used: "_s + key;
        QVERIFY2(wrong.isEmpty(), qPrintable(u"run the target update_translations, then translate:\n"_s + wrong.join(u'\n')));
    }
};

RIJIAN_TEST_MAIN(TestTranslations)
#include "tst_translations.moc"
