#include "ui/diff/changesdialog.h"

#include "models/changesmodel.h"
#include "ui/diff/diffview.h"
#include "ui/emptystate.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

ChangesDialog::ChangesDialog(DiffView *view, QWidget *parent)
    : QDialog(parent)
    , m_view(view)
    , m_model(new models::ChangesModel(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
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
    m_go = buttons->addButton(tr("&Show in Diff"), QDialogButtonBox::ActionRole);
    m_go->setDefault(true);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &ChangesDialog::go);
    connect(m_table, &QTableView::activated, this, &ChangesDialog::go);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) { m_go->setEnabled(current.isValid()); });
    connect(m_view, &DiffView::stateChanged, this, [this] { showsIt() ? showWhatIs() : fill(); });
    connect(m_view, &DiffView::documentsShown, this, &ChangesDialog::follow);
    fill();
    m_table->setFocus();
}

void ChangesDialog::fill()
{
    models::ChangesModel::Files files;
    QStringList notes;
    if (m_view->state() == DiffView::State::Ready) {
        const DiffScene &scene = m_view->scene();
        for (int file = 0; file < int(scene.files.size()); ++file) {
            files.push_back(scene.document(file).sharedPatch());
            notes.append(noteWords(scene, file));
        }
    }
    m_files = files;
    m_model->setFiles(std::move(files), std::move(notes));
    spanWords();
    const auto [file, line] = m_view->readingLine();
    if (const int row = m_model->rowOf(file, line); row >= 0)
        m_table->selectRow(row);
    showWhatIs();
}

/// What is said of a file takes the room of its lines.
void ChangesDialog::spanWords()
{
    m_table->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->isOfFile(row))
            m_table->setSpan(row, models::ChangesModel::Removed, 1, 2);
    }
}

void ChangesDialog::showWhatIs()
{
    const bool any = m_model->rowCount() > 0;
    m_go->setEnabled(any && m_table->currentIndex().isValid());
    const bool back = any && m_pages->currentWidget() != m_table;
    m_pages->setCurrentWidget(any ? static_cast<QWidget *>(m_table) : m_empty);
    if (back)
        m_table->setFocus();
    if (any)
        return;
    switch (m_view->state()) {
    case DiffView::State::Loading:
        return m_empty->show(u"view-refresh"_s, DiffView::tr("Reading the changes…"));
    case DiffView::State::Failed:
        return m_empty->show(u"dialog-warning"_s, DiffView::tr("The changes cannot be shown"));
    case DiffView::State::Empty:
        return m_empty->show(u"view-list-text"_s, DiffView::tr("Select a commit to see its changes."));
    case DiffView::State::NoChanges:
    case DiffView::State::Ready:
        return m_empty->show(u"view-list-text"_s, DiffView::tr("This commit changes no files"));
    }
}

/// The table is of what the view shows.
bool ChangesDialog::showsIt() const
{
    const auto isShown = [](const std::shared_ptr<const FilePatch> &patch, const DiffFile &file) { return patch == file.document->sharedPatch(); };
    return m_view->state() == DiffView::State::Ready && std::ranges::equal(m_files, m_view->scene().files, isShown);
}

/// The same changes, maybe in patches with more lines around them: the row stays.
void ChangesDialog::follow()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_view->state() != DiffView::State::Ready || showsIt())
        return;
    const models::Change change = current.isValid() ? m_model->change(current.row()) : models::Change{-1, 0, 0};
    const bool ofFile = current.isValid() && m_model->isOfFile(current.row());
    const auto before = change.file >= 0 ? m_files[std::size_t(change.file)] : nullptr;
    fill();
    if (!before || change.file >= int(m_files.size()) || !DiffView::isSameFile(*before, *m_files[std::size_t(change.file)]))
        return;
    if (ofFile) // or what has come in its place
        return m_table->selectRow(m_model->rowOf(change.file, change.line));
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
    if (!m_model->isOfFile(current.row()))
        return void(m_view->goToLine(change.file, change.line));
    m_view->setCollapsed(change.file, false);
    if (change.line == 0 || !m_view->goToLine(change.file, change.line - 1)) // a file that was cut goes on below its last line
        m_view->scrollToFile(change.file);
    QAccessibleAnnouncementEvent event(m_view, m_model->describe(current.row()));
    QAccessible::updateAccessibility(&event);
}

} // namespace rijian::ui
