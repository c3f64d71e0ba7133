#include "ui/diff/changesdialog.h"

#include "models/changesmodel.h"
#include "ui/diff/diffview.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ChangesDialog::ChangesDialog(DiffView *view, QWidget *parent)
    : QDialog(parent)
    , m_view(view)
    , m_model(new models::ChangesModel(this))
    , m_table(new QTableView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Table of Changes"));
    resize(900, 520);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Changes of the commit"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->resizeSection(models::ChangesModel::File, 240);
    header->resizeSection(models::ChangesModel::Line, 70);
    header->setSectionResizeMode(models::ChangesModel::Removed, QHeaderView::Stretch);
    header->setSectionResizeMode(models::ChangesModel::Added, QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    auto *show = buttons->addButton(tr("&Show in Diff"), QDialogButtonBox::ActionRole);
    show->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(show, &QPushButton::clicked, this, &ChangesDialog::go);
    connect(m_table, &QTableView::activated, this, &ChangesDialog::go);
    connect(m_view, &DiffView::stateChanged, this, &ChangesDialog::fill);
    connect(m_view, &DiffView::documentsShown, this, &ChangesDialog::follow);
    fill();
    m_table->setFocus();
}

void ChangesDialog::fill()
{
    models::ChangesModel::Files files;
    if (m_view->state() == DiffView::State::Ready) {
        for (const DiffFile &file : m_view->scene().files)
            files.push_back(file.document->sharedPatch());
    }
    m_files = files;
    m_model->setFiles(std::move(files));
    const auto [file, line] = m_view->readingLine();
    if (const int row = m_model->rowOf(file, line); row >= 0)
        m_table->selectRow(row);
}

/// The same changes, maybe in patches with more lines around them: the row stays.
void ChangesDialog::follow()
{
    const QModelIndex current = m_table->currentIndex();
    const auto &now = m_view->scene().files;
    const auto isShown = [&](const std::shared_ptr<const FilePatch> &patch) { return patch == now[std::size_t(&patch - m_files.data())].document->sharedPatch(); };
    if (m_view->state() != DiffView::State::Ready || (m_files.size() == now.size() && std::ranges::all_of(m_files, isShown)))
        return;
    const models::Change change = current.isValid() ? m_model->change(current.row()) : models::Change{-1, 0, 0};
    const auto before = change.file >= 0 ? m_files[std::size_t(change.file)] : nullptr;
    fill();
    if (!before || change.file >= int(m_files.size()) || !DiffView::isSameFile(*before, *m_files[std::size_t(change.file)]))
        return;
    const PatchLine &first = before->lines[std::size_t(change.line)];
    const auto same = [&](const PatchLine &line) { return line.kind == first.kind && line.oldNumber == first.oldNumber && line.newNumber == first.newNumber; };
    const auto &lines = m_files[std::size_t(change.file)]->lines;
    if (const auto found = std::ranges::find_if(lines, same); found != lines.end())
        m_table->selectRow(m_model->rowOf(change.file, int(found - lines.begin())));
}

void ChangesDialog::go()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const models::Change &change = m_model->change(current.row());
    m_view->goToLine(change.file, change.line);
}

} // namespace rijian::ui
