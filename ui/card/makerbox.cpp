#include "ui/card/makerbox.h"

#include <QStyle>
#include <QStyleOptionComboBox>
#include <QWheelEvent>

namespace rijian::ui {

MakerBox::MakerBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
    connect(this, &QComboBox::currentTextChanged, this, [this](const QString &maker) { setToolTip(maker); });
}

void MakerBox::choose(const QString &maker)
{
    setCurrentIndex(std::max(0, findText(maker)));
}

void MakerBox::chooseNext()
{
    if (count() < 2)
        return;
    setCurrentIndex((currentIndex() + 1) % count());
    Q_EMIT activated(currentIndex());
}

void MakerBox::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    const QRect room = style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this);
    option->currentText = option->fontMetrics.elidedText(option->currentText, Qt::ElideRight, room.width() - 4);
}

void MakerBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace rijian::ui
