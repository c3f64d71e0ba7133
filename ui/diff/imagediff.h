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

    /// Another picture: it is being read.
    void begin(const QString &path);
    /// The number of what was asked for last: an answer to something earlier is to be dropped.
    quint64 asked() const { return m_asked; }
    void showProblem(const QString &text);
    /// Decodes on another thread and shows. Empty: there is no such side.
    void setContents(const QByteArray &before, const QByteArray &after);

    /// That is shown: side by side where the chosen one cannot be.
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// Pixels of the window to one of a picture.
    double scale() const;
    void zoom(int steps);
    bool isShown() const; ///< the pictures are there
    QString summary() const;

Q_SIGNALS:
    /// By the user.
    void modeChosen(rijian::ui::ImageDiff::Mode mode);

private:
    struct Decoded;
    void showDecoded(const Decoded &decoded);
    void showMode();
    bool isPossible(Mode mode) const;
    QToolButton *addMode(Mode mode, const QString &text, const QString &toolTip);

    Mode m_mode = Mode::SideBySide;
    Mode m_chosen = Mode::SideBySide;
    quint64 m_asked = 0;
    bool m_both = false;     ///< pictures are there
    bool m_compared = false; ///< and what differs
    QList<QToolButton *> m_modes;
    QToolButton *m_fit;
    QSlider *m_swipe;
    QLabel *m_summary;
    ImageCanvas *m_canvas;
    EmptyState *m_state;
    QStackedWidget *m_pages;
};

} // namespace rijian::ui
