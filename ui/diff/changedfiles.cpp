#include "ui/diff/changedfiles.h"

#include "models/changedfilesmodel.h"
#include "ui/diff/filedelegate.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ChangedFiles::ChangedFiles(models::ChangedFilesModel *model, QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(model);
    m_proxy->setFilterRole(models::ChangedFilesModel::PathRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter files"));
    m_filter->setAccessibleName(tr("Filter files"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setTextMargins(4, 2, 4, 2);
    m_filter->installEventFilter(this);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new FileDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Changed files"));
    m_list->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *field = new QVBoxLayout;
    field->setContentsMargins(8, 8, 8, 8);
    field->addWidget(m_filter);
    layout->addLayout(field);
    layout->addWidget(m_list);
    setFocusProxy(m_list);
    connect(m_filter, &QLineEdit::textChanged, this, &ChangedFiles::applyFilter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_following && index.isValid())
            Q_EMIT fileSelected(m_proxy->mapToSource(index).row());
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) { Q_EMIT fileActivated(m_proxy->mapToSource(index).row()); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { Q_EMIT fileSelected(m_proxy->mapToSource(index).row()); });
}

/// The mark stays on its file while that passes the filter; rows that come back do not scroll the diff.
void ChangedFiles::applyFilter(const QString &text)
{
    const int current = currentFile();
    m_following = true;
    m_proxy->setFilterFixedString(text.trimmed());
    m_following = false;
    setCurrentFile(current);
}

void ChangedFiles::setCurrentFile(int file)
{
    const QModelIndex index = m_proxy->mapFromSource(m_proxy->sourceModel()->index(file, 0));
    m_following = true;
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->selectionModel()->clear();
    m_following = false;
}

int ChangedFiles::currentFile() const
{
    return m_list->currentIndex().isValid() ? m_proxy->mapToSource(m_list->currentIndex()).row() : -1;
}

bool ChangedFiles::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_filter) {
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_list->setFocus();
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_proxy->index(0, 0));
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rijian::ui
