#include "ui/dialogs/formparts.h"

#include "ui/theme.h"

#include <QEvent>
#include <QFormLayout>

namespace rijian::ui {

MessageLabel::MessageLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void MessageLabel::say(Kind kind, const QString &text)
{
    m_kind = kind;
    setText(text);
    setAccessibleName(text);
    applyColors();
    setVisible(!text.isEmpty());
}

void MessageLabel::clear()
{
    say(Kind::Note, {});
}

void MessageLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_colouring)
        applyColors();
}

void MessageLabel::applyColors()
{
    m_colouring = true;
    const Colors &c = colors();
    QPalette own;
    own.setColor(QPalette::WindowText, m_kind == Kind::Bad ? c.high : m_kind == Kind::Good ? c.low : c.muted);
    setPalette(own);
    m_colouring = false;
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    return form;
}

QLabel *makeNote(const QString &text, QWidget *parent)
{
    auto *note = new MessageLabel(parent);
    note->say(MessageLabel::Kind::Note, text);
    return note;
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *heading = new QLabel(text, parent);
    heading->setTextFormat(Qt::PlainText);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    return heading;
}

} // namespace rijian::ui
