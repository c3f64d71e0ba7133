#include "ui/window/modelstatus.h"

#include "core/text.h"
#include "ui/modelwords.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr std::chrono::milliseconds refreshEvery(1'000);
constexpr qsizetype modelLength = 40; // what a service calls itself can be of any length

qint64 tokensOf(const QList<storage::Spending> &list)
{
    qint64 tokens = 0;
    for (const storage::Spending &one : list)
        tokens += one.usage.prompt + one.usage.completion;
    return tokens;
}

/// "¥1.20 + $0.30": what has no price is left out.
QString costOf(const QList<storage::Spending> &list)
{
    QStringList parts;
    for (const storage::Spending &one : list) {
        if (!one.currency.isEmpty())
            parts << moneyText(one.cost, one.currency);
    }
    return parts.join(u" + "_s);
}

} // namespace

ModelStatus::ModelStatus(jobs::Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_spending(new QToolButton(this))
    , m_model(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 6, 0);
    row->setSpacing(2);
    for (QToolButton *button : {m_spending, m_model}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, &ModelStatus::settingsWanted);
    }
    m_spending->setObjectName(u"spending"_s);
    m_model->setObjectName(u"model"_s);
    m_spending->hide();
    m_due.setSingleShot(true);
    m_due.setInterval(refreshEvery);
    connect(&m_due, &QTimer::timeout, this, &ModelStatus::refresh);
    connect(&workspace, &jobs::Workspace::opened, this, &ModelStatus::refresh);
    connect(&workspace, &jobs::Workspace::cardsStored, this, &ModelStatus::refreshSoon);
    connect(&workspace, &jobs::Workspace::modelChanged, this, &ModelStatus::showModel);
    connect(&workspace, &jobs::Workspace::modelChanged, this, &ModelStatus::refreshSoon);
    connect(&workspace, &jobs::Workspace::settingsChanged, this, &ModelStatus::showModel);
    showModel();
    if (!workspace.repositories().isEmpty()) // a window made anew over a workspace at work
        refresh();
}

QString ModelStatus::spendingText() const
{
    return m_spending->isHidden() ? QString() : m_spending->text();
}

QString ModelStatus::modelText() const
{
    return m_model->text();
}

void ModelStatus::refreshSoon()
{
    if (!m_due.isActive())
        m_due.start();
}

void ModelStatus::refresh()
{
    const quint64 asked = ++m_asked;
    m_workspace.spending().then(this, [this, asked](const Result<jobs::SpendingOverview> &spending) {
        if (spending && asked == m_asked)
            showSpending(*spending);
    });
}

void ModelStatus::showSpending(const jobs::SpendingOverview &spending)
{
    const auto line = [](const QList<storage::Spending> &list) {
        const QString tokens = tr("%1 tokens").arg(tokenText(tokensOf(list)));
        const QString cost = costOf(list);
        return cost.isEmpty() ? tokens : cost + u" · "_s + tokens;
    };
    const qint64 month = tokensOf(spending.month);
    m_spending->setVisible(month > 0 || !costOf(spending.month).isEmpty());
    m_spending->setText(tr("Today: %1").arg(line(spending.today)));
    QStringList tip{tr("Today: %1").arg(line(spending.today)), tr("This month: %1").arg(line(spending.month))};
    int analyses = 0;
    TokenUsage usage;
    for (const storage::Spending &one : spending.month) {
        analyses += one.analyses;
        usage += one.usage;
    }
    tip << tr("%n analysis(es) this month", nullptr, analyses);
    if (usage.prompt > 0 && usage.cached > 0)
        tip << tr("%1 % of what was sent came from the provider's cache").arg(std::clamp<qint64>(usage.cached * 100 / usage.prompt, 0, 100));
    if (std::ranges::any_of(spending.month, [](const storage::Spending &one) { return one.currency.isEmpty() && one.usage.requests > 0; }))
        tip << tr("Of some models the price is not known");
    m_spending->setToolTip(tip.join(u'\n'));
    m_spending->setAccessibleName(tip.first());
}

void ModelStatus::showModel()
{
    using State = jobs::ModelInfo::State;
    const jobs::ModelInfo &model = m_workspace.model();
    const QString provider = oneLine(model.provider, modelLength);
    const QString name = oneLine(model.model, modelLength);
    const QString full = provider.isEmpty() || provider == "custom"_L1 ? name : provider + u' ' + name;
    QString tip;
    switch (model.state) {
    case State::None:
        m_model->setText(tr("Rules only"));
        m_model->setIcon(icon(u"tools-wizard"_s));
        tip = tr("The built-in rules write the cards. Click to set up a model.");
        break;
    case State::Ready:
        m_model->setText(full);
        m_model->setIcon(icon(u"dialog-positive"_s));
        tip = tr("The model is ready. Click for its settings.");
        break;
    case State::Broken:
        m_model->setText(name.isEmpty() ? tr("Model not ready") : tr("%1 not ready").arg(full));
        m_model->setIcon(icon(u"dialog-warning"_s));
        tip = oneLine(model.problem) + u'\n' + tr("Until then the built-in rules write the cards. Click to change the settings.");
        break;
    }
    m_model->setToolTip(tip);
    m_model->setAccessibleName(tr("Model: %1").arg(m_model->text()));
    m_model->setAccessibleDescription(tip);
}

void ModelStatus::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showModel();
    QWidget::changeEvent(event);
}

} // namespace rijian::ui
