#include "ui/dialogs/deliverdialog.h"

#include "core/text.h"
#include "ui/dialogs/deliverywords.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/targetdialog.h"
#include "ui/emptystate.h"
#include "ui/sending.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

enum DeliverColumn { TargetName, TargetService, TargetLists, BecameOfIt };

constexpr int deliverColumnRoom = 24; // pixels
constexpr int deliverRowRoom = 10;
constexpr int stepDelay = 120; // milliseconds

QColor deliverColor(const jobs::TargetDay &day)
{
    if (const storage::DeliveryPart *part = day.decisive()) {
        const DeliveryTone tone = deliveryTone(*part);
        if (tone != DeliveryTone::Plain)
            return tone == DeliveryTone::Bad ? colors().high : colors().medium;
    }
    return day.result && day.result->error ? colors().high : QColor();
}

/// The messages below each other, told apart where there are several.
QString joinedMessages(const jobs::DigestText &text)
{
    QString all;
    for (qsizetype i = 0; i < text.messages.size(); ++i) {
        if (text.count > 1)
            all += (i > 0 ? u"\n"_s : QString()) + u"──── "_s + DeliverDialog::tr("Message %1 of %2").arg(i + 1).arg(text.count) + u" ────\n"_s;
        all += text.messages.at(i).trimmed() + u'\n';
    }
    return visibleControls(all.replace(u"\r\n"_s, u"\n"_s));
}

} // namespace

DeliverDialog::DeliverDialog(Sending &sending, const jobs::DeliveryRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_sending(sending)
    , m_request(request)
{
    setWindowTitle(tr("Deliver %1").arg(request.span.title()));
    m_empty = new EmptyState(this);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(12);
    split->addWidget(makeList());
    split->addWidget(makePreview());
    split->setStretchFactor(1, 1);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(split);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"progress"_s);
    m_progress->setAccessibleName(tr("Progress of the delivery"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_message = new MessageLabel(this);
    m_message->setObjectName(u"message"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(makeNote(tr("The digest of %1 over %n repositories that are followed, each message at most once. What earlier days have left is sent before.", nullptr,
                                int(request.repositories.size())).arg(request.span.title()), this));
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_progress);
    rows->addWidget(m_message);
    rows->addWidget(makeButtons());
    m_later.setSingleShot(true);
    m_later.setInterval(stepDelay);
    connectAll();
    resize(860, 700);
    split->setSizes({240, 400});
    m_empty->show(u"view-refresh"_s, tr("Reading…"));
    showSendingState();
    refresh();
}

DeliverDialog::~DeliverDialog() = default;

QWidget *DeliverDialog::makeList()
{
    auto *upper = new QWidget(this);
    auto *rows = new QVBoxLayout(upper);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    m_list = new QTreeWidget(upper);
    m_list->setObjectName(u"targets"_s);
    m_list->setAccessibleName(tr("Targets that are on"));
    m_list->setHeaderLabels({tr("Name"), tr("Service"), tr("What"), tr("This digest")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setStretchLastSection(true);
    m_detail = new MessageLabel(upper);
    m_detail->setObjectName(u"detail"_s);
    m_again = new QCheckBox(tr("Send a&gain what was delivered, or may have been"), upper);
    m_again->setObjectName(u"again"_s);
    m_again->setToolTip(tr("Whoever has read it reads it twice. Holds for one delivery."));
    rows->addWidget(m_list, 1);
    rows->addWidget(m_detail);
    rows->addWidget(m_again);
    return upper;
}

QWidget *DeliverDialog::makePreview()
{
    auto *lower = new QWidget(this);
    auto *rows = new QVBoxLayout(lower);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    QLabel *heading = makeHeading(tr("&Preview"), lower);
    m_preview = new QPlainTextEdit(lower);
    m_preview->setObjectName(u"preview"_s);
    m_preview->setReadOnly(true);
    m_preview->setAccessibleName(tr("What the chosen target would get"));
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_preview->setTabChangesFocus(true);
    heading->setBuddy(m_preview);
    m_previewNote = new MessageLabel(lower);
    m_previewNote->setObjectName(u"previewNote"_s);
    rows->addWidget(heading);
    rows->addWidget(m_preview, 1);
    rows->addWidget(m_previewNote);
    return lower;
}

QWidget *DeliverDialog::makeButtons()
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    const auto button = [&](const QString &text, const QString &name) {
        auto *made = new QPushButton(text, row);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_settings = button(tr("&Targets…"), u"settings"_s);
    m_settings->setToolTip(tr("Add, change or switch targets in the settings"));
    m_send = button(tr("&Send"), u"send"_s);
    m_send->setDefault(true);
    m_close = button(tr("Close"), u"close"_s);
    line->addWidget(m_settings);
    line->addStretch();
    line->addWidget(m_send);
    line->addWidget(m_close);
    return row;
}

void DeliverDialog::connectAll()
{
    connect(m_list, &QTreeWidget::currentItemChanged, this, &DeliverDialog::chosen);
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item) {
        const qsizetype row = m_list->indexOfTopLevelItem(item);
        if (m_filling || row < 0)
            return;
        if (item->checkState(TargetName) == Qt::Checked)
            m_left.remove(m_days.at(row).target.id);
        else
            m_left.insert(m_days.at(row).target.id);
        enable();
    });
    connect(&m_later, &QTimer::timeout, this, &DeliverDialog::preview);
    connect(m_settings, &QPushButton::clicked, this, &DeliverDialog::settingsWanted);
    connect(m_send, &QPushButton::clicked, this, &DeliverDialog::sendOrStop);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_sending, &Sending::began, this, &DeliverDialog::showSendingState);
    connect(&m_sending, &Sending::told, this, &DeliverDialog::take);
    connect(&m_sending, &Sending::finished, this, &DeliverDialog::ended);
}

void DeliverDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_list)
        paint();
}

// The list

void DeliverDialog::refresh()
{
    const quint64 read = ++m_read;
    m_sending.desk().stateOf(m_request.span).then(this, [this, read](const Result<QList<jobs::TargetDay>> &days) {
        if (read != m_read)
            return;
        if (!days)
            showNoTargets(true, days.error().message);
        else if (days->isEmpty())
            showNoTargets(false, tr("A target is a chat, a webhook, an e-mail or a git repository that gets the day's digest. Add one in the settings, or switch one on there."));
        else
            fill(*days);
    });
}

void DeliverDialog::showNoTargets(bool failed, const QString &why)
{
    m_days.clear();
    m_list->clear();
    if (failed)
        m_empty->show(u"dialog-error"_s, tr("The targets cannot be read"), why, {{tr("Try Again"), [this] { refresh(); }}});
    else
        m_empty->show(u"mail-send"_s, tr("There is no target that is on"), why, {{tr("Open the Delivery Settings…"), [this] { Q_EMIT settingsWanted(); }}});
    m_pages->setCurrentWidget(m_empty);
    enable();
    if (const auto choices = m_empty->findChildren<QPushButton *>(); !choices.isEmpty())
        choices.last()->setFocus(); // an older one may still be there
}

void DeliverDialog::fill(const QList<jobs::TargetDay> &days)
{
    const qint64 before = current() ? current()->target.id : 0;
    m_filling = true;
    m_list->clear();
    m_days = days;
    QTreeWidgetItem *again = nullptr;
    for (const jobs::TargetDay &day : days) {
        auto *item = new QTreeWidgetItem(m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(TargetName, m_left.contains(day.target.id) ? Qt::Unchecked : Qt::Checked);
        item->setText(TargetName, day.target.name);
        item->setText(TargetService, deliveryKindName(day.target.kind));
        item->setText(TargetLists, day.target.kind == DeliveryKind::Git ? tr("The whole report") : deliveryLeastName(day.target.least));
        item->setSizeHint(TargetService, QSize(m_list->fontMetrics().horizontalAdvance(item->text(TargetService)) + deliverColumnRoom, m_list->fontMetrics().height() + deliverRowRoom));
        if (day.target.id == before)
            again = item;
    }
    paint();
    for (const DeliverColumn column : {TargetName, TargetService, TargetLists}) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, m_list->columnWidth(column) + deliverColumnRoom);
    }
    m_filling = false;
    const bool first = m_pages->currentWidget() == m_empty;
    m_pages->setCurrentIndex(1);
    m_list->setCurrentItem(again ? again : m_list->topLevelItem(0));
    chosen();
    enable();
    if (first) {
        m_send->setDefault(true);
        m_list->setFocus();
    }
}

QString DeliverDialog::lineOf(const jobs::TargetDay &day) const
{
    if (!m_sending.isBusy() || m_sending.span() != m_request.span || !m_sending.left().contains(day.target.id))
        return deliveredLine(day);
    return m_sending.left().first() == day.target.id ? tr("being sent…") : tr("is next");
}

void DeliverDialog::paint()
{
    for (qsizetype row = 0; row < m_days.size(); ++row)
        paintRow(row);
}

void DeliverDialog::paintRow(qsizetype row)
{
    const jobs::TargetDay &day = m_days.at(row);
    QTreeWidgetItem *item = m_list->topLevelItem(int(row));
    const bool before = std::exchange(m_filling, true);
    const QString line = lineOf(day);
    const QColor color = line == deliveredLine(day) ? deliverColor(day) : QColor();
    item->setText(BecameOfIt, line);
    item->setToolTip(BecameOfIt, line);
    item->setForeground(BecameOfIt, color.isValid() ? QBrush(color) : QBrush());
    m_filling = before;
    if (current() == &day)
        m_detail->say(color == colors().high ? MessageLabel::Kind::Bad : MessageLabel::Kind::Note, day.target.name + u": "_s + line);
}

const jobs::TargetDay *DeliverDialog::current() const
{
    const qsizetype row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < m_days.size() ? &m_days.at(row) : nullptr;
}

QList<qint64> DeliverDialog::ticked() const
{
    QList<qint64> ids;
    for (const jobs::TargetDay &day : m_days) {
        if (!m_left.contains(day.target.id))
            ids.append(day.target.id);
    }
    return ids;
}

// Preview

void DeliverDialog::chosen()
{
    if (m_filling)
        return;
    ++m_asked;
    m_preview->clear();
    m_previewNote->clear();
    if (!current()) {
        m_detail->clear();
        m_later.stop();
        return;
    }
    paintRow(m_list->indexOfTopLevelItem(m_list->currentItem()));
    m_previewNote->say(MessageLabel::Kind::Note, tr("Being put together…"));
    m_later.start();
}

void DeliverDialog::preview()
{
    const jobs::TargetDay *day = current();
    if (!day)
        return;
    m_sending.desk().preview(day->target, m_request).then(this, [this, asked = m_asked, target = day->target](const Result<jobs::DigestText> &text) {
        if (asked == m_asked)
            showPreview(target, text);
    });
}

void DeliverDialog::showPreview(const DeliveryTarget &target, const Result<jobs::DigestText> &text)
{
    if (!text) {
        m_previewNote->say(MessageLabel::Kind::Bad, text.error().message);
    } else if (text->count == 0) {
        const bool high = target.least == Importance::High && target.kind != DeliveryKind::Git;
        m_previewNote->say(MessageLabel::Kind::Note, high ? tr("Nothing is sent: there is no 🔴 commit.") : tr("Nothing is sent: there are no commits."));
    } else {
        m_preview->setPlainText(joinedMessages(*text));
        QStringList notes;
        if (target.kind == DeliveryKind::Git)
            notes << tr("%1 in %2").arg(text->where, target.folder);
        else
            notes << tr("%n message(s)", nullptr, int(text->count));
        if (text->cut)
            notes << tr("the preview shows only the beginning");
        m_previewNote->say(MessageLabel::Kind::Note, notes.join(u" · "_s));
    }
    Q_EMIT previewed();
}

// Sending

void DeliverDialog::sendOrStop()
{
    if (m_sending.isBusy()) {
        m_stopping = true;
        m_sending.stop();
        showSendingState();
        return;
    }
    jobs::DeliveryRequest request = m_request;
    request.again = m_again->isChecked();
    m_again->setChecked(false);
    m_sending.send(ticked(), request);
}

void DeliverDialog::showSendingState()
{
    const bool busy = m_sending.isBusy();
    m_progress->setVisible(busy);
    if (busy) {
        // Of one target nobody knows how far it is.
        m_progress->setRange(0, m_sending.all() > 1 ? m_sending.all() : 0);
        m_progress->setValue(m_sending.all() - int(m_sending.left().size()));
        m_message->say(MessageLabel::Kind::Note, m_stopping ? tr("Stopping: the message that is leaving arrives, the rest waits…")
                                                            : tr("%1 is being sent. It goes on when you close this window.").arg(m_sending.span().title()));
    }
    paint();
    enable();
}

void DeliverDialog::enable()
{
    const bool busy = m_sending.isBusy();
    m_send->setText(busy ? tr("St&op") : tr("&Send"));
    m_send->setIcon(icon(busy ? u"process-stop"_s : u"mail-send"_s));
    m_send->setEnabled(busy ? !m_stopping : !ticked().isEmpty());
    m_again->setEnabled(!busy);
    m_settings->setEnabled(!busy);
}

void DeliverDialog::take(const jobs::TargetDay &day)
{
    if (m_sending.span() == m_request.span) {
        const auto found = std::ranges::find(m_days, day.target.id, [](const jobs::TargetDay &one) { return one.target.id; });
        if (found != m_days.end())
            *found = day;
    }
    showSendingState();
}

void DeliverDialog::ended(const Result<QList<jobs::TargetDay>> &days)
{
    m_stopping = false;
    showSendingState();
    if (!days) {
        m_message->say(MessageLabel::Kind::Bad, days.error().message);
        return;
    }
    const auto failed = int(std::ranges::count_if(*days, [](const jobs::TargetDay &day) { return !day.result || day.result->error; }));
    if (failed > 0)
        m_message->say(MessageLabel::Kind::Bad, tr("Not all has arrived at %n target(s): the list says why.", nullptr, failed));
    else
        m_message->say(MessageLabel::Kind::Good, tr("Done with %n target(s).", nullptr, int(days->size())));
}

} // namespace rijian::ui
