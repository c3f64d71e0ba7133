#pragma once

#include <QAbstractButton>

namespace rijian::ui {

/// Stands in the bar for the list of files where the pane is narrow: the current file, and which of how many it is.
class FilesButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FilesButton(QWidget *parent = nullptr);

    /// `index` from 0; below it: none is current.
    void say(const QString &path, int index, int count);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize sizeFor(int name) const;

    QString m_place; ///< "3 / 14"
};

} // namespace rijian::ui
