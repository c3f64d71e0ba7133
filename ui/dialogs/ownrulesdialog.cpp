#include "ui/dialogs/ownrulesdialog.h"

#include "core/text.h"
#include "models/words.h"
#include "ui/dialogs/formparts.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using Effect = OwnRule::Effect;

struct EffectChoice {
    Effect effect;
    Importance level;
};

constexpr int ruleRoom = 10; // pixels

constexpr EffectChoice effects[] = {{Effect::None, Importance::High}, {Effect::AtLeast, Importance::High}, {Effect::AtLeast, Importance::Medium},
                                    {Effect::AtMost, Importance::Medium}, {Effect::AtMost, Importance::Low}};

QString effectText(const EffectChoice &choice)
{
    if (choice.effect == Effect::None)
        return OwnRulesDialog::tr("importance unchanged");
    const QString level = models::importanceMark(choice.level) + u' ' + models::importanceLabel(choice.level);
    return choice.effect == Effect::AtLeast ? OwnRulesDialog::tr("raises to %1").arg(level) : OwnRulesDialog::tr("lowers to %1").arg(level);
}

QString whatFollows(const OwnRule &rule)
{
    QStringList parts;
    if (rule.effect != Effect::None)
        parts << effectText({rule.effect, rule.level});
    if (!rule.tag.isEmpty())
        parts << OwnRulesDialog::tr("tags “%1”").arg(rule.tag);
    return parts.join(u" · "_s);
}

} // namespace

OwnRulesDialog::OwnRulesDialog(const QList<OwnRule> &rules, const QStringList &names, int days, Count count, QWidget *parent)
    : QDialog(parent)
    , m_rules(rules)
    , m_days(days)
    , m_count(std::move(count))
    , m_list(makeList())
{
    setWindowTitle(tr("My Rules"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(10);
    rows->addWidget(makeNote(tr("The first matching rule that raises or lowers a commit's importance overrides the card; every matching rule adds its "
                                "tag. An importance you set yourself takes precedence."), this));
    rows->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &text, const QString &name) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setAutoDefault(false);
        buttons->addWidget(button);
        return button;
    };
    connect(add(tr("&New Rule"), u"addRule"_s), &QPushButton::clicked, this, [this] { addRule({.effect = Effect::AtLeast}); });
    m_remove = add(tr("&Remove"), u"removeRule"_s);
    buttons->addStretch();
    m_up = add(tr("Move &Up"), u"ruleUp"_s);
    m_down = add(tr("Move &Down"), u"ruleDown"_s);
    rows->addLayout(buttons);
    connect(m_remove, &QPushButton::clicked, this, &OwnRulesDialog::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    m_fields = makeFields();
    rows->addWidget(m_fields);
    auto *completer = new QCompleter(names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_lines.first().first->setCompleter(completer);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    close->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    close->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(close, &QDialogButtonBox::accepted, this, &OwnRulesDialog::accept);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    rows->addWidget(close);
    resize(720, 640);
    m_settle.setSingleShot(true);
    m_settle.setInterval(150);
    connect(&m_settle, &QTimer::timeout, this, &OwnRulesDialog::askCount);
    fill();
    if (!m_rules.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    enable();
}

QTreeWidget *OwnRulesDialog::makeList()
{
    auto *list = new QTreeWidget(this);
    list->setObjectName(u"rules"_s);
    list->setAccessibleName(tr("My Rules"));
    list->setHeaderLabels({tr("Commits"), tr("Effect")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAlternatingRowColors(true);
    list->header()->setStretchLastSection(true);
    list->header()->resizeSection(0, 380);
    connect(list, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_filling)
            showCurrent();
    });
    connect(list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item, int column) {
        if (m_filling || column != 0)
            return;
        m_rules[m_list->indexOfTopLevelItem(item)].enabled = item->checkState(0) == Qt::Checked;
    });
    return list;
}

QWidget *OwnRulesDialog::makeFields()
{
    auto *fields = new QWidget(this);
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    auto *form = makeForm(nullptr);
    column->addLayout(form);
    addField(form, tr("R&epository:"), u"repository"_s, &OwnRule::repository, u"vllm-project/*"_s);
    addField(form, tr("&Files:"), u"path"_s, &OwnRule::path, u"src/auth/**, *.proto"_s);
    addField(form, tr("&Author:"), u"author"_s, &OwnRule::author, u"dependabot, renovate"_s);
    addField(form, tr("Te&xt of the message:"), u"text"_s, &OwnRule::text, u"breaking, CVE-"_s);
    m_type = new QComboBox(this);
    m_type->setObjectName(u"type"_s);
    m_type->addItem(tr("any"), -1);
    for (int type = 0; type <= int(ChangeType::Other); ++type)
        m_type->addItem(changeTypeWord(ChangeType(type)), type);
    form->addRow(tr("T&ype on the card:"), m_type);
    form->addRow(QString(), makeNote(tr("All filled-in fields must match; of several patterns separated by commas, one is enough. * matches any text "
                                        "within a name, ** any folders."), this));
    m_effect = new QComboBox(this);
    m_effect->setObjectName(u"effect"_s);
    for (const EffectChoice &choice : effects)
        m_effect->addItem(effectText(choice));
    form->addRow(tr("&Importance:"), m_effect);
    addField(form, tr("&Tag:"), u"tag"_s, &OwnRule::tag, {});
    m_message = new MessageLabel(this);
    m_message->setObjectName(u"message"_s);
    form->addRow(QString(), m_message);
    m_samples = new QLabel(this);
    m_samples->setForegroundRole(QPalette::PlaceholderText);
    m_samples->setObjectName(u"samples"_s);
    m_samples->setTextFormat(Qt::PlainText);
    m_samples->setMinimumHeight(m_samples->fontMetrics().lineSpacing() * 5 + 4);
    m_samples->setAlignment(Qt::AlignTop);
    form->addRow(QString(), m_samples);
    setFieldWidth({m_type, m_effect});
    connect(m_type, &QComboBox::activated, this, &OwnRulesDialog::take);
    connect(m_effect, &QComboBox::activated, this, &OwnRulesDialog::take);
    return fields;
}

QLineEdit *OwnRulesDialog::addField(QFormLayout *form, const QString &label, const QString &name, QString OwnRule::*field, const QString &hint)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    line->setPlaceholderText(hint);
    form->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, &OwnRulesDialog::take);
    m_lines.append({line, field});
    return line;
}

int OwnRulesDialog::current() const
{
    return m_list->currentItem() ? m_list->indexOfTopLevelItem(m_list->currentItem()) : -1;
}

void OwnRulesDialog::showRow(int row)
{
    QTreeWidgetItem *item = m_list->topLevelItem(row);
    const OwnRule &rule = m_rules[row];
    const QString words = describe(rule);
    item->setText(0, words.isEmpty() ? tr("new rule") : oneLine(words, 200));
    item->setText(1, whatFollows(rule));
    item->setSizeHint(0, QSize(0, fontMetrics().height() + ruleRoom));
    item->setCheckState(0, rule.enabled ? Qt::Checked : Qt::Unchecked);
}

void OwnRulesDialog::fill()
{
    m_filling = true;
    m_list->clear();
    for (int row = 0; row < m_rules.size(); ++row) {
        new QTreeWidgetItem(m_list);
        showRow(row);
    }
    m_filling = false;
}

void OwnRulesDialog::showCurrent()
{
    m_filling = true;
    const OwnRule rule = current() < 0 ? OwnRule() : m_rules[current()];
    for (const auto &[line, field] : std::as_const(m_lines))
        line->setText(rule.*field);
    m_type->setCurrentIndex(m_type->findData(rule.type ? int(*rule.type) : -1));
    const auto same = [&rule](const EffectChoice &choice) { return choice.effect == rule.effect && (rule.effect == Effect::None || choice.level == rule.level); };
    m_effect->setCurrentIndex(std::max(0, int(std::ranges::find_if(effects, same) - std::begin(effects))) % int(std::size(effects)));
    m_filling = false;
    enable();
    askCount();
}

void OwnRulesDialog::take()
{
    const int row = current();
    if (m_filling || row < 0)
        return;
    OwnRule &rule = m_rules[row];
    for (const auto &[line, field] : std::as_const(m_lines))
        rule.*field = line->text().trimmed();
    const int type = m_type->currentData().toInt();
    rule.type = type < 0 ? std::nullopt : std::optional(ChangeType(type));
    const EffectChoice &choice = effects[std::max(0, m_effect->currentIndex())];
    rule.effect = choice.effect;
    rule.level = choice.level;
    m_filling = true;
    showRow(row);
    m_filling = false;
    m_settle.start();
}

void OwnRulesDialog::addRule(const OwnRule &rule)
{
    if (m_rules.size() >= mostOwnRules)
        return m_message->say(MessageLabel::Kind::Bad, tr("At most %n rule(s).", nullptr, mostOwnRules));
    m_rules.append(rule);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(int(m_rules.size()) - 1));
    m_lines[1].first->setFocus();
}

void OwnRulesDialog::remove()
{
    const int row = current();
    if (row < 0)
        return;
    m_rules.removeAt(row);
    fill();
    if (!m_rules.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(std::min(row, int(m_rules.size()) - 1)));
    showCurrent();
}

void OwnRulesDialog::move(int by)
{
    const int row = current();
    if (row < 0 || row + by < 0 || row + by >= m_rules.size())
        return;
    m_rules.swapItemsAt(row, row + by);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(row + by));
    enable();
}

void OwnRulesDialog::enable()
{
    const int row = current();
    m_fields->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_rules.size());
}

/// What the rule lacks, or how many commits it describes.
void OwnRulesDialog::askCount()
{
    const quint64 asked = ++m_asked;
    m_samples->clear();
    m_message->clear();
    if (current() < 0)
        return;
    const OwnRule rule = m_rules[current()];
    const auto fault = faultOf(rule);
    if (fault)
        m_message->say(MessageLabel::Kind::Note, fault->message);
    OwnRule described = rule; // what it would do does not matter for what it describes
    described.tag = u"-"_s;
    if (faultOf(described))
        return;
    m_count(rule).then(this, [this, asked, complete = !fault](const Result<storage::OwnRuleCount> &count) {
        if (asked != m_asked)
            return;
        if (!count)
            return m_message->say(MessageLabel::Kind::Bad, count.error().message);
        if (complete)
            m_message->say(count->matching > 0 ? MessageLabel::Kind::Good : MessageLabel::Kind::Note,
                           tr("Matches %1 of %n commit(s) of the last %2 days.", nullptr, count->looked).arg(count->matching).arg(m_days));
        QStringList lines;
        for (const QString &sample : count->samples)
            lines << fontMetrics().elidedText(oneLine(sample, 200), Qt::ElideRight, std::max(200, width() * 2 / 3));
        m_samples->setText(lines.join(u'\n'));
    });
}

void OwnRulesDialog::accept()
{
    m_rules.removeIf([](const OwnRule &rule) { return describe(rule).isEmpty() && rule.tag.isEmpty(); }); // new ones that nobody filled in
    for (int row = 0; row < m_rules.size(); ++row) {
        const auto fault = faultOf(m_rules[row]);
        if (!fault)
            continue;
        fill();
        m_list->setCurrentItem(m_list->topLevelItem(row));
        m_asked += 1;
        m_message->say(MessageLabel::Kind::Bad, fault->message);
        return;
    }
    QDialog::accept();
}

} // namespace rijian::ui
