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
    if (searches == m_searches)
        return; // read again: the buttons and their counts stand
    m_searches = searches;
    for (ListButton *button : std::as_const(m_buttons)) { // one of them may be telling of its click
        button->setParent(nullptr);
        button->deleteLater();
    }
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
    const storage::SavedSearch search = m_searches[index];
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // The list may change while the menu is open: each entry looks for its search again.
    const auto change = [this, search](auto &&how) {
        return [this, search, how] {
            QList<storage::SavedSearch> searches = m_searches;
            if (const qsizetype at = searches.indexOf(search); at >= 0 && how(searches, at))
                Q_EMIT changed(searches);
        };
    };
    menu->addAction(icon(u"document-edit"_s), tr("&Rename…"), this, [this, search] { ask(search, tr("Rename the Search"), tr("Name:"), &storage::SavedSearch::name); });
    menu->addAction(icon(u"edit-find"_s), tr("&Edit What Is Looked For…"), this, [this, search] { ask(search, tr("Edit the Search"), tr("Look for:"), &storage::SavedSearch::query); });
    menu->addAction(icon(u"list-remove"_s), tr("Re&move"), this, change([](QList<storage::SavedSearch> &searches, qsizetype at) {
        searches.removeAt(at);
        return true;
    }));
    menu->addSeparator();
    for (const auto &[text, step] : {std::pair(tr("Move &Up"), -1), std::pair(tr("Move &Down"), +1)}) {
        const auto move = [step](QList<storage::SavedSearch> &searches, qsizetype at) {
            const bool possible = at + step >= 0 && at + step < searches.size();
            if (possible)
                searches.swapItemsAt(at, at + step);
            return possible;
        };
        menu->addAction(text, this, change(move))->setEnabled(index + step >= 0 && index + step < m_searches.size());
    }
    menu->popup(position);
}

/// For another name or query of one.
void SavedSearches::ask(const storage::SavedSearch &search, const QString &title, const QString &label, QString storage::SavedSearch::*field)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setOkButtonText(tr("OK"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setTextValue(search.*field);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, before = search, field](const QString &text) {
        QList<storage::SavedSearch> searches = m_searches;
        const qsizetype at = searches.indexOf(before); // they may have changed meanwhile
        if (at < 0 || text.trimmed().isEmpty() || text.trimmed() == before.*field)
            return;
        searches[at].*field = text.trimmed();
        Q_EMIT changed(searches);
    });
    dialog->open();
}

void SavedSearches::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().border);
}

} // namespace rijian::ui
