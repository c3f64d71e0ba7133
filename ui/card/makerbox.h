#pragma once

#include <QComboBox>

namespace rijian::ui {

/// Whose card is shown, in a panel that may be narrow: what does not fit ends in "…". Turning the wheel over it scrolls nothing and chooses nothing.
class MakerBox : public QComboBox
{
    Q_OBJECT

public:
    explicit MakerBox(QWidget *parent = nullptr);

    /// The item with this text, or the first one.
    void choose(const QString &maker);
    /// To the item after the current one, or the first again, as if the user had chosen it.
    void chooseNext();

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace rijian::ui
