#include "ui/commits/filterbar.h"

#include "core/text.h"
#include "models/commitsmodel.h"
#include "models/words.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rijian::ui {

FilterBar::FilterBar(models::CommitsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_toReview(nullptr)
    , m_type(new QComboBox(this))
    , m_author(new QComboBox(this))
    , m_text(new QLineEdit(this))
    , m_clear(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(6);
    for (const Importance importance : {Importance::High, Importance::Medium, Importance::Low})
        m_importances.append({importance, addToggle(models::importanceLabel(importance))});
    m_toReview = addToggle(models::stateLabel(TriageState::Unseen));
    m_differing = addToggle(tr("Differs"));
    m_differing->setObjectName(u"differing"_s);
    m_differing->setToolTip(tr("The rules and the model say different importances"));
    m_type->addItem(tr("All types"), -1);
    for (int type = 0; type <= int(ChangeType::Other); ++type)
        m_type->addItem(models::typeLabel(static_cast<ChangeType>(type)), type);
    m_type->setAccessibleName(tr("Type"));
    m_author->setAccessibleName(tr("Author"));
    m_author->setMaximumWidth(180);
    m_author->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_author->setMinimumContentsLength(10);
    m_text->setPlaceholderText(tr("Filter by message, author or SHA"));
    m_text->setAccessibleName(tr("Filter text"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_text->setMinimumWidth(160);
    m_text->installEventFilter(this);
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Show all commits of the day"));
    m_clear->setAutoRaise(true);
    for (QWidget *widget : {static_cast<QWidget *>(m_type), static_cast<QWidget *>(m_author)})
        layout->addWidget(widget);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_clear);
    connect(m_type, &QComboBox::currentIndexChanged, this, &FilterBar::apply);
    connect(m_author, &QComboBox::currentIndexChanged, this, &FilterBar::apply);
    connect(m_text, &QLineEdit::textChanged, this, &FilterBar::apply);
    connect(m_clear, &QToolButton::clicked, this, &FilterBar::clear);
    connect(model, &models::CommitsModel::loaded, this, &FilterBar::fillAuthors);
    connect(model, &models::CommitsModel::arranged, this, &FilterBar::count);
    connect(model, &QAbstractItemModel::dataChanged, this, &FilterBar::count);
    fillAuthors();
    count();
    tint();
}

QToolButton *FilterBar::addToggle(const QString &name)
{
    auto *button = new QToolButton(this);
    button->setText(name);
    button->setObjectName(name);
    button->setCheckable(true);
    layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, &FilterBar::apply);
    return button;
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::clear()
{
    m_filling = true;
    for (const auto &[importance, button] : std::as_const(m_importances))
        button->setChecked(false);
    m_toReview->setChecked(false);
    m_differing->setChecked(false);
    m_type->setCurrentIndex(0);
    m_author->setCurrentIndex(0);
    m_text->clear();
    m_filling = false;
    apply();
}

void FilterBar::toggleDiffering()
{
    if (m_differing->isChecked() || m_model->summary().disagreeing > 0)
        m_differing->toggle();
}

void FilterBar::apply()
{
    if (m_filling)
        return;
    models::CommitFilter filter{.text = m_text->text().simplified()};
    for (const auto &[importance, button] : std::as_const(m_importances)) {
        if (button->isChecked())
            filter.importances.insert(importance);
    }
    if (m_toReview->isChecked())
        filter.states = {TriageState::Unseen};
    filter.disagreeing = m_differing->isChecked();
    if (const int type = m_type->currentData().toInt(); type >= 0)
        filter.types = {static_cast<ChangeType>(type)};
    if (m_author->currentIndex() > 0)
        filter.author = m_author->currentData().toString();
    m_clear->setEnabled(!filter.isEmpty());
    m_model->setFilter(filter);
}

void FilterBar::count()
{
    const models::CommitSummary &summary = m_model->summary();
    static const QHash<Importance, QString> shapes{{Importance::High, u"▲"_s}, {Importance::Medium, u"◆"_s}, {Importance::Low, u"●"_s}};
    for (const auto &[importance, button] : std::as_const(m_importances))
        button->setText(u"%1 %2 %3"_s.arg(shapes.value(importance), models::importanceLabel(importance)).arg(summary.importances.value(importance)));
    m_toReview->setText(u"%1 %2"_s.arg(models::stateLabel(TriageState::Unseen)).arg(summary.toReview));
    m_differing->setText(u"≠ %1 %2"_s.arg(tr("Differs")).arg(summary.disagreeing));
    m_differing->setVisible(summary.disagreeing > 0 || m_differing->isChecked());
    m_clear->setEnabled(!m_model->filter().isEmpty());
}

void FilterBar::fillAuthors()
{
    m_filling = true;
    const QVariant chosen = m_author->currentData();
    m_author->clear();
    m_author->addItem(tr("All authors"));
    QStringList authors = m_model->authors();
    if (authors.size() > 2'000)
        authors.resize(2'000); // a list that nobody reads must not hold up the window; the text filter finds the rest
    for (const QString &author : std::as_const(authors))
        m_author->addItem(oneLine(author, 60), author);
    const int index = chosen.isValid() ? m_author->findData(chosen) : 0;
    m_author->setCurrentIndex(std::max(index, 0));
    m_filling = false;
    if (index < 0)
        apply();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Escape:
            m_text->clear();
            [[fallthrough]];
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            Q_EMIT left();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::tint()
{
    const Colors &c = colors();
    const auto sheet = [&](const QColor &front, const QColor &back) {
        return u"QToolButton { border: 1px solid %1; border-radius: 10px; padding: 2px 9px; color: %2; background: transparent; }"
               "QToolButton:hover { background: %3; } QToolButton:checked { background: %4; border-color: %2; }"
               "QToolButton:focus { border-color: %5; }"_s.arg(c.border.name(), front.name(), c.hover.name(), back.name(), c.accent.name());
    };
    for (const auto &[importance, button] : std::as_const(m_importances)) {
        const bool high = importance == Importance::High, medium = importance == Importance::Medium;
        button->setStyleSheet(sheet(high ? c.high : medium ? c.medium : c.low, high ? c.highTint : medium ? c.mediumTint : c.lowTint));
    }
    for (QToolButton *button : {m_toReview, m_differing})
        button->setStyleSheet(sheet(c.text, c.fold));
}

void FilterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_toReview)
        tint();
    QWidget::changeEvent(event);
}

} // namespace rijian::ui
