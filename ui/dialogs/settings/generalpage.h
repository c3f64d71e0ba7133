#pragma once

#include "ui/dialogs/settings/settingspage.h"

class QCheckBox;
class QComboBox;
class QFontComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace rijian::ui {

class MessageLabel;

class GeneralPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit GeneralPage(QWidget *parent = nullptr);

    QString title() const override { return tr("General"); }
    QString iconName() const override { return QStringLiteral("configure"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    bool check() override;

private:
    void addLanguage(QFormLayout *form);
    void addZone(QFormLayout *form);
    void addLook(QFormLayout *form);
    void addFonts(QFormLayout *form);
    void addFolder(QFormLayout *form);
    void fillZones();
    bool checkZone();
    bool checkFolder();
    void browse();
    QString folder() const;

    QComboBox *m_language = nullptr;
    QComboBox *m_zone = nullptr;
    MessageLabel *m_zoneMessage = nullptr;
    QComboBox *m_theme = nullptr;
    QSpinBox *m_fontSize = nullptr;
    QCheckBox *m_systemCodeFont = nullptr;
    QFontComboBox *m_codeFont = nullptr;
    QLineEdit *m_folder = nullptr;
    MessageLabel *m_folderMessage = nullptr;
};

} // namespace rijian::ui
