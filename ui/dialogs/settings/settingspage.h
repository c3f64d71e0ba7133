#pragma once

#include "core/settings.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;

namespace rijian::ui {

/// A page of the settings: some of the fields, as widgets. UI thread.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QString iconName() const = 0;
    virtual void load(const Settings &settings) = 0;
    /// Writes this page's fields and leaves the others alone.
    virtual void store(Settings &settings) const = 0;
    /// All pages' fields as they are now, whenever one changes.
    virtual void follow(const Settings &) {}
    /// Shows what is wrong beside its field, which gets the focus. False: something is.
    virtual bool check() { return true; }

Q_SIGNALS:
    /// The user changed something.
    void changed();

protected:
    /// A box of the page that tells of its changes.
    QCheckBox *addCheck(QFormLayout *form, const QString &label, const QString &name, const QString &text);
};

} // namespace rijian::ui
