#include "ui/panel/savedsearches.h"

#include "core/text.h"
#include "ui/panel/listbutton.h"
#include "ui/theme.h"

#include <QInputDialog>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int mostCounted = 1'000; // as the workspace counts

} // namespace

SavedSearches::SavedSearches(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 1); // a line below
    m_rows->setSpacing(0);
    hide();
}

void SavedSearches::setSearches(const QList<storage::SavedSearch> &searches)
{
    m_searches = searches;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < searches.size(); ++i) {
        auto *button = new ListButton(this);
        button->setText(oneLine(searches[i].name, 60));
        button->setToolTip(u"<qt>"_s + oneLine(searches[i].query, 200).toHtmlEscaped() + u"</qt>"_s);
        button->setObjectName(u"savedSearch"_s);
        button->setContextMenuPolicy(Qt::CustomContextMenu);
        button->say({}, 0, -1);
        connect(button, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(m_searches[i].query); });
        connect(button, &QWidget::customContextMenuRequested, this, [this, i, button](const QPoint &point) { showMenu(i, button->mapToGlobal(point)); });
        m_rows->addWidget(button);
        m_buttons.append(button);
    }
    setVisible(!searches.isEmpty());
}

void SavedSearches::setCounts(const QList<int> &counts)
{
    for (qsizetype i = 0; i < std::min(counts.size(), m_buttons.size()); ++i)
        m_buttons[i]->say({}, 0, counts[i], counts[i] >= mostCounted);
}

void SavedSearches::setCurrent(const QString &query)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(!query.isEmpty() && m_searches[i].query == query);
}

void SavedSearches::showMenu(int index, const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"document-edit"_s), tr("&Rename…"), this, [this, index] { rename(index); });
    menu->addAction(icon(u"list-remove"_s), tr("Re&move"), this, [this, index] {
        QList<storage::SavedSearch> rest = m_searches;
        rest.removeAt(index);
        Q_EMIT changed(rest);
    });
    menu->addSeparator();
    QAction *up = menu->addAction(tr("Move &Up"), this, [this, index] {
        QList<storage::SavedSearch> moved = m_searches;
        moved.swapItemsAt(index, index - 1);
        Q_EMIT changed(moved);
    });
    up->setEnabled(index > 0);
    menu->popup(position);
}

void SavedSearches::rename(int index)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the Search"));
    dialog->setLabelText(tr("Name:"));
    dialog->setOkButtonText(tr("OK"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setTextValue(m_searches[index].name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, index](const QString &name) {
        QList<storage::SavedSearch> renamed = m_searches;
        if (index < renamed.size() && !name.trimmed().isEmpty()) {
            renamed[index].name = name.trimmed();
            Q_EMIT changed(renamed);
        }
    });
    dialog->open();
}

void SavedSearches::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().border);
}

} // namespace rijian::ui
