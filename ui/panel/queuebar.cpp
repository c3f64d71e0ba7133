#include "ui/panel/queuebar.h"

#include "ui/panel/listbutton.h"
#include "ui/theme.h"

#include <QAction>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

QueueBar::QueueBar(QAction *queue, QAction *followUps, QWidget *parent)
    : QWidget(parent)
    , m_queue(new ListButton(this))
    , m_followUps(new ListButton(this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 1); // a line below
    rows->setSpacing(0);
    const auto add = [&](ListButton *button, QAction *action, const QString &text, const QString &name) {
        button->setText(text);
        button->setObjectName(name);
        button->setToolTip(action->toolTip());
        rows->addWidget(button);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    };
    add(m_queue, queue, tr("To do"), u"queue"_s);
    add(m_followUps, followUps, tr("Follow up"), u"followUps"_s);
    setCounts({});
}

void QueueBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().border);
}

void QueueBar::setCounts(const QueueCounts &counts)
{
    m_queue->say(counts.earlier > 0 ? tr("%n from earlier days", nullptr, counts.earlier) : QString(), counts.high, counts.open);
    m_followUps->say(counts.due > 0 ? tr("%n due", nullptr, counts.due) : QString(), 0, counts.followUps);
}

void QueueBar::setList(jobs::Workspace::List list)
{
    m_queue->setChecked(list == jobs::Workspace::List::Queue);
    m_followUps->setChecked(list == jobs::Workspace::List::FollowUps);
}

} // namespace rijian::ui
