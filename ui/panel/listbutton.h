#pragma once

#include <QAbstractButton>

namespace rijian::ui {

/// A row like those of the list of repositories: name, note beneath it, counts at its end.
class ListButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ListButton(QWidget *parent = nullptr);

    /// `urgent`: how many of high importance, in a mark of their own where there are any. `count` below zero: none is shown.
    void say(const QString &note, int urgent, int count, bool more = false);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintCounts(QPainter &painter, QRect &line) const;

    QString m_note;
    int m_urgent = 0;
    int m_count = 0;
    bool m_more = false; ///< than the count says
};

} // namespace rijian::ui
