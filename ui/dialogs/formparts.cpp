#include "ui/dialogs/formparts.h"

#include "ui/theme.h"

#include <QEvent>
#include <QFormLayout>
#include <QResizeEvent>

namespace rijian::ui {

namespace {

constexpr int minimumTextWidth = 160; ///< pixels

} // namespace

MessageLabel::MessageLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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

// A form gives a label that wraps the height of a narrower one: so the height is that of the width it has got.
QSize MessageLabel::sizeHint() const
{
    return {QLabel::sizeHint().width(), QLabel::heightForWidth(qMax(width(), minimumTextWidth))};
}

QSize MessageLabel::minimumSizeHint() const
{
    return {minimumTextWidth, sizeHint().height()};
}

void MessageLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
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
    form->setVerticalSpacing(9);
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

void setFieldWidth(const QList<QWidget *> &fields)
{
    for (QWidget *field : fields)
        field->setMinimumWidth(field->fontMetrics().horizontalAdvance(u'0') * 20);
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
