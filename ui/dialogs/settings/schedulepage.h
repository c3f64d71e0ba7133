#pragma once

#include "core/deliverytarget.h"
#include "ui/dialogs/settings/settingspage.h"

#include <memory>

class QCheckBox;
class QFormLayout;
class QPushButton;
class QTimeEdit;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace rijian::jobs {
class DeliveryDesk;
struct TargetState;
}

namespace rijian::ui {

class MessageLabel;

/// When the daily run is, and where its digest goes. Targets are not settings: they are kept when their own dialog says OK.
class SchedulePage : public SettingsPage
{
    Q_OBJECT

public:
    explicit SchedulePage(QWidget *parent = nullptr);
    ~SchedulePage() override;
    QString title() const override { return tr("Schedule and Delivery"); }
    QString iconName() const override { return QStringLiteral("clock"); }
    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    void follow(const Settings &settings) override;
    /// Where targets are kept. Without one they are not shown.
    void setDataFolder(const QString &folder);

private:
    void addKeeping(QFormLayout *form);
    void addTargets(QVBoxLayout *rows);
    void showTargets();
    void fill(const QList<jobs::TargetState> &states);
    void edit(const DeliveryTarget &target);
    void removeCurrent();
    void testCurrent();
    void switchTarget(QTreeWidgetItem *item);
    void showLastRun();
    void enable();
    const DeliveryTarget *current() const;

    QCheckBox *m_daily = nullptr;
    QTimeEdit *m_at = nullptr;
    QCheckBox *m_export = nullptr;
    MessageLabel *m_exportNote = nullptr;
    QCheckBox *m_deliver = nullptr;
    QCheckBox *m_keep = nullptr; ///< the program, in the notification area
    MessageLabel *m_nextRun = nullptr;
    MessageLabel *m_lastRun = nullptr;
    QWidget *m_delivery = nullptr; ///< heading, list and buttons
    QTreeWidget *m_list = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_test = nullptr;
    MessageLabel *m_message = nullptr;
    QList<DeliveryTarget> m_targets; ///< as listed
    bool m_filling = false;
    std::unique_ptr<jobs::DeliveryDesk> m_desk; ///< null: no data folder
};

} // namespace rijian::ui
