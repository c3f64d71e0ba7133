#include "ui/language.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

const QString chinese = QStringLiteral("zh_CN");

/// Ours and Qt's, owned by the application.
void install(QApplication &application, const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    translator->setObjectName(u"rijian.language"_s);
    if (translator->load(file, folder))
        application.installTranslator(translator);
    else
        delete translator; // Qt's own may not be installed
}

/// Where the system's font has no Chinese, any other may fill in, in bold or in Japanese shapes: so the good ones are named. In
/// English, too: reports and cards are Chinese.
void addChineseFonts()
{
    QFont font = QApplication::font();
    QStringList families = font.families();
    if (families.isEmpty() || !QFontDatabase::hasFamily(families.first())) // "Sans Serif" is a name for another
        families.prepend(QFontInfo(font).family());
    for (const QString &family : {u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s, u"WenQuanYi Micro Hei"_s}) {
        if (!families.contains(family) && QFontDatabase::hasFamily(family))
            families << family;
    }
    if (families == font.families())
        return;
    font.setFamilies(families);
    QApplication::setFont(font);
}

} // namespace

QString resolveLanguage(const QString &setting)
{
    if (!setting.isEmpty())
        return setting.startsWith("zh"_L1) ? chinese : u"en"_s;
    // The first language that we speak, in the user's order.
    for (const QString &language : QLocale::system().uiLanguages()) {
        if (language.startsWith("zh"_L1))
            return chinese;
        if (language.startsWith("en"_L1))
            break;
    }
    return u"en"_s;
}

void applyLanguage(QApplication &application, const QString &setting)
{
    qDeleteAll(application.findChildren<QTranslator *>(u"rijian.language"_s)); // which uninstalls them
    const QString language = resolveLanguage(setting);
    // Numbers and dates go with the words; where the system speaks that language, its country's habits hold.
    const QLocale system = QLocale::system();
    const QLocale wanted(language);
    QLocale::setDefault(system.language() == wanted.language() ? system : wanted);
    addChineseFonts();
    if (language == chinese)
        install(application, u"qtbase_zh_CN"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English too: it holds the plural forms. Installed last, ours are asked first.
    install(application, u"rijian_"_s + language, u":/i18n"_s);
    QApplication::setApplicationDisplayName(QCoreApplication::translate("rijian::ui::MainWindow", "Rijian")); // ends each window's title
}

} // namespace rijian::ui
