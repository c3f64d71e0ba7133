#include "ui/dialogs/plandialog.h"

#include "core/text.h"
#include "ui/dialogs/formparts.h"
#include "ui/modelwords.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr qsizetype maxNames = 4;     // of repositories in a sentence
constexpr qsizetype maxOffered = 20;  // in the menu
constexpr qsizetype nameLength = 40;

/// A label for values and sentences: plain text, to be selected.
QLabel *makeText(QWidget *parent, bool wraps)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(wraps);
    return label;
}

} // namespace

PlanDialog::PlanDialog(const QString &model, const QString &span, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Analyze"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 14);
    rows->setSpacing(14);
    auto *heading = makeHeading(tr("%1 with %2").arg(span, oneLine(model, 80)), this);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    heading->setFont(font);
    rows->addWidget(heading);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeEstimating());
    m_pages->addWidget(makeValues());
    m_sentence = makeText(this, true);
    m_sentence->setObjectName(u"sentence"_s);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_pages->addWidget(m_sentence);
    rows->addWidget(m_pages);
    m_local = new QWidget(this);
    auto *local = new QHBoxLayout(m_local);
    local->setContentsMargins(0, 0, 0, 0);
    local->setSpacing(10);
    m_localText = makeText(m_local, true);
    m_localText->setObjectName(u"local"_s);
    m_share = new QPushButton(tr("Share"), m_local);
    m_share->setAutoDefault(false);
    m_share->setObjectName(u"share"_s);
    local->addWidget(m_localText, 1);
    local->addWidget(m_share, 0, Qt::AlignTop);
    rows->addWidget(m_local);
    m_warning = new MessageLabel(this);
    m_warning->setObjectName(u"warning"_s);
    rows->addWidget(m_warning);
    rows->addStretch();
    makeButtons();
    setMinimumWidth(540);
    showEstimating();
}

QWidget *PlanDialog::makeEstimating()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    auto *text = new QLabel(tr("Estimating…"), page);
    auto *bar = new QProgressBar(page);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(text->text());
    rows->addWidget(text);
    rows->addWidget(bar);
    rows->addStretch();
    return page;
}

QLabel *PlanDialog::addValue(QFormLayout *form, const QString &label, const QString &name)
{
    QLabel *value = makeText(m_values, false);
    value->setObjectName(name);
    form->addRow(label, value);
    return value;
}

QWidget *PlanDialog::makeValues()
{
    m_values = new QWidget(this);
    m_form = makeForm(m_values);
    m_send = addValue(m_form, tr("To be sent:"), u"send"_s);
    m_high = addValue(m_form, {}, u"high"_s);
    m_have = addValue(m_form, tr("Analyzed already:"), u"have"_s);
    m_tokens = addValue(m_form, tr("Tokens:"), u"tokens"_s);
    m_cost = addValue(m_form, tr("Cost:"), u"cost"_s);
    m_time = addValue(m_form, tr("Time:"), u"time"_s);
    m_budget = addValue(m_form, tr("Left of today's limit:"), u"budget"_s);
    QFont bold = m_cost->font();
    bold.setBold(true);
    m_cost->setFont(bold);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return m_values;
}

void PlanDialog::makeButtons()
{
    m_last = new QCheckBox(tr("&Do not ask again"), this);
    m_last->setObjectName(u"doNotAskAgain"_s);
    m_last->setToolTip(tr("You can turn this on again in the settings."));
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_analyze = box->addButton(tr("&Analyze"), QDialogButtonBox::AcceptRole);
    m_analyze->setObjectName(u"analyze"_s);
    m_analyze->setDefault(true);
    box->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_analyze, &QPushButton::clicked, this, [this] {
        if (m_offered == Button::Again) {
            Q_EMIT againWanted();
        } else {
            Q_EMIT analyzeWanted(m_again);
            accept();
        }
    });
    auto *row = new QHBoxLayout;
    row->addWidget(m_last);
    row->addStretch();
    row->addWidget(box);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

bool PlanDialog::isLast() const
{
    return m_last->isChecked();
}

void PlanDialog::offer(Button button)
{
    m_offered = button;
    m_analyze->setText(button == Button::Again ? tr("&Analyze Again…") : tr("&Analyze"));
    m_analyze->setEnabled(button != Button::None);
    m_last->setVisible(button == Button::Analyze);
}

void PlanDialog::showEstimating()
{
    m_pages->setCurrentIndex(0);
    m_warning->clear();
    m_local->hide();
    offer(Button::None);
}

void PlanDialog::showFailure(const QString &message)
{
    m_warning->say(MessageLabel::Kind::Bad, oneLine(message));
    m_sentence->setText(tr("Cannot estimate:"));
    m_pages->setCurrentWidget(m_sentence);
    offer(Button::Analyze);
}

void PlanDialog::showPlan(const jobs::ModelPlan &plan, const QList<Unshared> &unshared, bool again)
{
    m_again = again;
    m_warning->clear();
    fillUnshared(unshared);
    if (plan.run.commits > 0) {
        fillValues(plan);
        m_pages->setCurrentWidget(m_values);
        offer(Button::Analyze);
    } else {
        if (plan.run.reused > 0)
            m_sentence->setText(tr("The model has analyzed all of %n commit(s) already. Nothing needs to be sent.", nullptr, plan.run.reused));
        else if (!unshared.isEmpty())
            m_sentence->setText(tr("Nothing is sent: the model may see none of these repositories. The built-in rules analyze them."));
        else
            m_sentence->setText(tr("There are no commits to analyze."));
        m_pages->setCurrentWidget(m_sentence);
        offer(plan.run.reused > 0 ? Button::Again : unshared.isEmpty() ? Button::None : Button::Analyze);
    }
    if (plan.run.unread > 0)
        m_warning->say(MessageLabel::Kind::Note, tr("%n commit(s) could not be read and are not in the estimate.", nullptr, plan.run.unread));
    const qint64 tokens = plan.run.estimate.promptTokens + plan.run.estimate.completionTokens;
    if (plan.run.commits > 0 && plan.tokensLeft && tokens > *plan.tokensLeft)
        m_warning->say(MessageLabel::Kind::Bad, tr("This is more than today's limit leaves. The run stops there; what is missing can be analyzed tomorrow."));
    m_analyze->setFocus();
    adjustSize();
}

void PlanDialog::setRow(QLabel *value, const QString &text)
{
    value->setText(text);
    m_form->setRowVisible(value, !text.isEmpty());
}

void PlanDialog::fillValues(const jobs::ModelPlan &plan)
{
    const auto &run = plan.run;
    const auto &estimate = run.estimate;
    setRow(m_send, tr("%n commit(s)", nullptr, run.commits));
    setRow(m_high, run.high > 0 ? tr("🔴 %n of high importance by the rules first", nullptr, run.high) : QString());
    setRow(m_have, run.reused > 0 ? tr("%n commit(s), free", nullptr, run.reused) : QString());
    setRow(m_tokens, tr("about %1 (%2 sent, %3 answered)")
                         .arg(tokenText(estimate.promptTokens + estimate.completionTokens), tokenText(estimate.promptTokens), tokenText(estimate.completionTokens)));
    setRow(m_cost, estimate.currency.isEmpty() ? moneyText(0, {}) : tr("about %1").arg(moneyText(estimate.cost, estimate.currency)));
    setRow(m_time, durationText(run.minutes));
    setRow(m_budget, plan.tokensLeft ? tr("%1 tokens").arg(tokenText(std::max<qint64>(*plan.tokensLeft, 0))) : QString());
}

void PlanDialog::fillUnshared(const QList<Unshared> &unshared)
{
    m_local->setVisible(!unshared.isEmpty());
    if (unshared.isEmpty())
        return;
    QStringList names;
    QList<qint64> all;
    auto *menu = new QMenu(m_share);
    for (const Unshared &one : unshared) {
        all.append(one.id);
        const QString name = oneLine(one.name, nameLength);
        if (names.size() < maxNames)
            names << name;
        if (all.size() <= maxOffered) {
            QAction *share = menu->addAction(QString(name).replace(u'&', u"&&"_s));
            connect(share, &QAction::triggered, this, [this, id = one.id] { Q_EMIT shareWanted({id}); });
        }
    }
    if (all.size() > 1) {
        menu->addSeparator();
        QAction *share = menu->addAction(tr("All %n of these", nullptr, int(all.size())));
        connect(share, &QAction::triggered, this, [this, all] { Q_EMIT shareWanted(all); });
    }
    delete m_share->menu();
    m_share->setMenu(menu);
    const QString list = names.join(tr(", ", "between parts of a list"));
    const int more = int(unshared.size() - names.size());
    m_localText->setText(more > 0 ? tr("Not shared with the model, analyzed on this computer: %1 and %n more.", nullptr, more).arg(list)
                                  : tr("Not shared with the model, analyzed on this computer: %1.").arg(list));
    m_share->setAccessibleName(tr("Share with the model"));
    m_share->setToolTip(tr("The messages and changed lines of its commits are then sent to the provider."));
}

} // namespace rijian::ui
