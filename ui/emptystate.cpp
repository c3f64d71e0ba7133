#include "ui/emptystate.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rijian::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_choices(new QHBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont title = font();
    title.setPointSizeF(title.pointSizeF() * 1.25);
    title.setBold(true);
    m_title->setFont(title);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setTextFormat(Qt::PlainText);
    m_title->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_icon, m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addStretch(2);
    for (QLabel *label : {m_icon, m_title, m_text})
        layout->addWidget(label);
    layout->addSpacing(4);
    layout->addLayout(m_choices);
    layout->addStretch(3);
}

QString EmptyState::title() const
{
    return m_title->text();
}

void EmptyState::show(const QString &iconName, const QString &title, const QString &text, const QList<Choice> &choices)
{
    m_icon->setPixmap(icon(iconName).pixmap(40, 40));
    m_icon->setVisible(height() > 160);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    while (QLayoutItem *item = m_choices->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_choices->addStretch();
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text, this);
        button->setDefault(m_choices->count() == 1);
        connect(button, &QPushButton::clicked, this, [act = choice.act] { act(); });
        m_choices->addWidget(button);
    }
    m_choices->addStretch();
}

} // namespace rijian::ui
