#include "ui/dialogs/settings/foldgroup.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace rijian::ui {

FoldGroup::FoldGroup(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_heading(new QToolButton(this))
    , m_content(new QWidget(this))
{
    m_heading->setText(title);
    m_heading->setAutoRaise(true);
    m_heading->setFocusPolicy(Qt::StrongFocus);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QFont font = m_heading->font();
    font.setBold(true);
    m_heading->setFont(font);
    m_content->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_content);
    setArrow(false);
    connect(m_heading, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
}

void FoldGroup::setArrow(bool open)
{
    m_heading->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_heading->setAccessibleDescription(open ? tr("open") : tr("closed"));
}

void FoldGroup::setOpen(bool open)
{
    m_open = open;
    m_content->setVisible(open);
    setArrow(open);
}

} // namespace rijian::ui
