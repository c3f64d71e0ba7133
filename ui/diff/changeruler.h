#pragma once
// A strip beside the scroll bar: where in all of the diff lines were added and removed, where files begin, what a search found and
// what is on the screen. A click or drag goes there. UI thread.

#include "ui/diff/diffscene.h"

#include <QWidget>

namespace rijian::ui {

class ChangeRuler : public QWidget
{
    Q_OBJECT

public:
    static constexpr int stripWidth = 11;

    /// Reads `scene`, which must outlive the ruler, when it is painted.
    ChangeRuler(const DiffScene &scene, QWidget *parent);

    /// Rows, files or matches are others.
    void refresh();
    /// What of the contents is on the screen.
    void setShown(qint64 top, int height);

    /// What stands at each pixel's height; for tests, too.
    enum Mark : quint8 { Added = 1, Removed = 2, FileStart = 4, Found = 8, Invisibles = 16 };
    const std::vector<quint8> &marks() const;

Q_SIGNALS:
    /// The contents' y that the user wants in the middle of the view.
    void wanted(qint64 y);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void collect() const;
    /// All of the contents fits: the strip has their scale, not a larger one.
    double scale() const;
    int pixel(qint64 y) const;

    const DiffScene &m_scene;
    qint64 m_top = 0;
    int m_shown = 0;
    mutable std::vector<quint8> m_marks; ///< empty: to be collected
};

} // namespace rijian::ui
