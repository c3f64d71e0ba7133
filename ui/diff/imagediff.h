#pragma once

#include "ui/diff/imagefile.h"

#include <QDialog>

class QLabel;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace rijian::ui {

class EmptyState;
class ImageCanvas;

/// A picture before and after a commit: side by side, one over the other, or what differs. UI thread.
class ImageDiff : public QDialog
{
    Q_OBJECT

public:
    enum class Mode { SideBySide, Swipe, Difference };

    explicit ImageDiff(const QString &path, QWidget *parent = nullptr);
    ~ImageDiff() override;

    void showProblem(const QString &text);
    /// Decodes on another thread and shows. Empty: there is no such side.
    void setContents(const QByteArray &before, const QByteArray &after);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    bool isShown() const; ///< the pictures are there
    QString summary() const;

private:
    struct Decoded;
    void showDecoded(const Decoded &decoded);
    QToolButton *addMode(Mode mode, const QString &text, const QString &toolTip);

    Mode m_mode = Mode::SideBySide;
    QList<QToolButton *> m_modes;
    QToolButton *m_fit;
    QSlider *m_swipe;
    QLabel *m_summary;
    ImageCanvas *m_canvas;
    EmptyState *m_state;
    QStackedWidget *m_pages;
};

} // namespace rijian::ui
