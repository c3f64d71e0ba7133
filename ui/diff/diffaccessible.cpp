#include "ui/diff/diffaccessible.h"

#include "ui/diff/diffview.h"

#include <QAccessibleWidget>

namespace rijian::ui {

namespace {

class DiffAccessible : public QAccessibleWidget
{
public:
    explicit DiffAccessible(QWidget *view)
        : QAccessibleWidget(view, QAccessible::Document)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? widget()->accessibleDescription() : QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<DiffView *>(object);
    return view ? new DiffAccessible(view) : nullptr;
}

} // namespace

void installDiffAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace rijian::ui
