#include "ui/diff/imagediff.h"

#include "core/text.h"
#include "ui/emptystate.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtConcurrent>

#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int gap = 16;
constexpr int square = 8; // of the chequered ground that shows through
constexpr double smallestScale = 0.02, largestScale = 32, zoomStep = 1.25;
constexpr qint64 mostScaled = 8'000'000; // pixels of a smaller picture that is kept

/// What a widget can be long.
int lengthOf(double pixels)
{
    return int(std::clamp(std::ceil(pixels), 1.0, double(QWIDGETSIZE_MAX)));
}

QBrush chequered()
{
    QPixmap tile(2 * square, 2 * square);
    tile.fill(colors().base);
    QPainter painter(&tile);
    painter.fillRect(0, 0, square, square, colors().alternate);
    painter.fillRect(square, square, square, square, colors().alternate);
    return QBrush(tile);
}

QString sizeText(const Picture &picture)
{
    if (picture.image.isNull())
        return picture.problem.isEmpty() ? ImageDiff::tr("not there") : picture.problem;
    return ImageDiff::tr("%1 × %2 pixels, %3").arg(picture.image.width()).arg(picture.image.height()).arg(QLocale().formattedDataSize(picture.bytes));
}

} // namespace

struct ImageDiff::Decoded {
    Picture before;
    Picture after;
    QImage difference;
    qint64 different = 0;
};

/// Paints the pictures at one scale, from their upper left corners.
class ImageCanvas : public QScrollArea
{
public:
    explicit ImageCanvas(QWidget *parent)
        : QScrollArea(parent)
        , m_area(new Area(*this))
    {
        setWidget(m_area);
        setAlignment(Qt::AlignCenter);
        setFrameShape(NoFrame);
        setAccessibleName(ImageDiff::tr("Pictures"));
    }

    void setPictures(const QImage &before, const QImage &after, const QImage &difference)
    {
        m_before = before;
        m_after = after;
        m_difference = difference;
        fit();
    }
    void setMode(ImageDiff::Mode mode)
    {
        m_mode = mode;
        mode == ImageDiff::Mode::Swipe ? m_area->setCursor(Qt::SplitHCursor) : m_area->unsetCursor();
        fit();
    }
    void setShare(double share)
    {
        m_share = share;
        m_area->update();
    }
    void setFits(bool fits)
    {
        m_fits = fits;
        m_scale = 1;
        fit();
    }
    double scale() const { return m_scale; }
    void zoom(double steps)
    {
        m_fits = false;
        m_scale = std::clamp(m_scale * std::pow(zoomStep, steps), smallestScale, largestScale);
        fit();
        zoomed();
    }
    std::function<void()> zoomed; ///< by the user: they no longer fit
    std::function<void(double)> swiped; ///< by the mouse: the new share

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QScrollArea::resizeEvent(event);
        fit();
    }
    void wheelEvent(QWheelEvent *event) override
    {
        if (!event->modifiers().testFlag(Qt::ControlModifier))
            return QScrollArea::wheelEvent(event);
        zoom(event->angleDelta().y() / 120.0);
        event->accept();
    }

private:
    struct Scaled {
        qint64 of = 0; ///< a picture's cacheKey()
        QImage image;
    };
    class Area : public QWidget
    {
    public:
        explicit Area(ImageCanvas &canvas)
            : m_canvas(canvas)
        {
        }

    protected:
        void paintEvent(QPaintEvent *event) override { m_canvas.paint(*this, event->rect()); }
        void mousePressEvent(QMouseEvent *event) override { m_canvas.swipe(*event); }
        void mouseMoveEvent(QMouseEvent *event) override { m_canvas.swipe(*event); }

    private:
        ImageCanvas &m_canvas;
    };

    QSize whole() const
    {
        const QSize one = m_before.size().expandedTo(m_after.size());
        return m_mode == ImageDiff::Mode::SideBySide && !m_before.isNull() && !m_after.isNull() ? QSize(one.width() * 2, one.height()) : one;
    }
    bool isPair() const { return m_mode == ImageDiff::Mode::SideBySide && !m_before.isNull() && !m_after.isNull(); }

    void fit()
    {
        const QSize size = whole();
        if (size.isEmpty())
            return;
        const int between = isPair() ? gap : 0;
        if (m_fits) {
            const QSize room = viewport()->size() - QSize(2 * gap + between, 2 * gap);
            m_scale = std::clamp(std::min({double(room.width()) / size.width(), double(room.height()) / size.height(), 1.0}), smallestScale, largestScale);
        }
        m_area->resize(std::min(lengthOf(size.width() * m_scale) + between, QWIDGETSIZE_MAX), lengthOf(size.height() * m_scale));
        m_area->update();
    }

    /// The edge goes where the left button is pressed and follows it; beyond the picture it stops at its side.
    void swipe(QMouseEvent &event)
    {
        if (m_mode != ImageDiff::Mode::Swipe || !event.buttons().testFlag(Qt::LeftButton))
            return event.ignore();
        setShare(std::clamp(event.position().x() / m_area->width(), 0.0, 1.0));
        swiped(m_share);
    }

    void paint(QWidget &area, const QRect &part)
    {
        QPainter painter(&area);
        painter.setClipRect(part);
        const QSize one = m_before.size().expandedTo(m_after.size());
        const int width = lengthOf(one.width() * m_scale);
        switch (m_mode) {
        case ImageDiff::Mode::SideBySide:
            paintOne(painter, m_before, {0, 0}, m_smallBefore);
            paintOne(painter, m_after, {isPair() ? width + gap : 0, 0}, m_smallAfter);
            break;
        case ImageDiff::Mode::Swipe: {
            const int edge = int(width * m_share);
            painter.save();
            painter.setClipRect(part.intersected(QRect(0, 0, edge, area.height())));
            paintOne(painter, m_before, {0, 0}, m_smallBefore);
            painter.restore();
            painter.save();
            painter.setClipRect(part.intersected(QRect(edge, 0, area.width() - edge, area.height())));
            paintOne(painter, m_after, {0, 0}, m_smallAfter);
            painter.restore();
            painter.fillRect(edge - 1, 0, 2, area.height(), colors().accent);
            break;
        }
        case ImageDiff::Mode::Difference:
            paintOne(painter, m_difference, {0, 0}, m_smallDifference);
        }
    }

    /// Made smaller once: the edge of a swipe moves over large pictures.
    static void paintOne(QPainter &painter, const QImage &image, const QRect &place, Scaled &small)
    {
        const QSize pixels = (QSizeF(place.size()) * painter.device()->devicePixelRatioF()).toSize();
        if (small.of != image.cacheKey() || small.image.size() != pixels) {
            small = {image.cacheKey(), QImage(pixels, QImage::Format_ARGB32_Premultiplied)};
            small.image.fill(Qt::transparent);
            QPainter once(&small.image);
            once.setRenderHint(QPainter::SmoothPixmapTransform);
            once.drawImage(small.image.rect(), image);
        }
        painter.drawImage(place, small.image);
    }

    void paintOne(QPainter &painter, const QImage &image, QPoint at, Scaled &small) const
    {
        if (image.isNull())
            return;
        const QRect place(at, (QSizeF(image.size()) * m_scale).toSize().expandedTo({1, 1}));
        painter.fillRect(place, chequered());
        if (m_scale < 1 && qint64(place.width()) * place.height() <= mostScaled)
            return paintOne(painter, image, place, small);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_scale < 1);
        painter.drawImage(place, image);
    }

    Area *m_area;
    QImage m_before, m_after, m_difference;
    Scaled m_smallBefore, m_smallAfter, m_smallDifference;
    ImageDiff::Mode m_mode = ImageDiff::Mode::SideBySide;
    double m_share = 0.5;
    double m_scale = 1;
    bool m_fits = true;
};

ImageDiff::ImageDiff(const QString &path, QWidget *parent)
    : QDialog(parent)
    , m_fit(new QToolButton(this))
    , m_swipe(new QSlider(Qt::Horizontal, this))
    , m_summary(new QLabel(this))
    , m_canvas(new ImageCanvas(this))
    , m_state(new EmptyState(this))
    , m_pages(new QStackedWidget(this))
{
    auto *top = new QHBoxLayout;
    for (QToolButton *button : {addMode(Mode::SideBySide, tr("Side by Side"), tr("Before and after beside each other (1)")), addMode(Mode::Swipe, tr("Swipe"), tr("One over the other: move the edge between them (2)")),
                                addMode(Mode::Difference, tr("Difference"), tr("What differs, the brighter the more (3)"))})
        top->addWidget(button);
    m_swipe->setRange(0, 1000);
    m_swipe->setValue(500);
    m_swipe->setObjectName(u"swipe"_s);
    m_swipe->setAccessibleName(tr("Edge between before and after"));
    m_fit->setText(tr("Fit"));
    m_fit->setCheckable(true);
    m_fit->setChecked(true);
    m_fit->setShortcut(Qt::Key_0);
    m_fit->setToolTip(tr("As large as the window allows, or each pixel as one (0). +, − or Ctrl and the wheel: any size"));
    top->addWidget(m_swipe, 1);
    top->addStretch();
    top->addWidget(m_fit);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(u"summary"_s);
    m_summary->setWordWrap(true);
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_canvas);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(top);
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_summary);
    resize(960, 640);
    connect(m_swipe, &QSlider::valueChanged, this, [this](int value) { m_canvas->setShare(value / 1000.0); });
    connect(m_fit, &QToolButton::toggled, this, [this](bool on) { m_canvas->setFits(on); });
    m_canvas->zoomed = [this] {
        const QSignalBlocker own(m_fit);
        m_fit->setChecked(false);
    };
    m_canvas->swiped = [this](double share) { // finer than the slider's steps, which are not to round it
        const QSignalBlocker own(m_swipe);
        m_swipe->setValue(int(std::lround(share * m_swipe->maximum())));
    };
    for (const auto &[key, steps] : {std::pair(Qt::Key_Plus, 1), std::pair(Qt::Key_Equal, 1), std::pair(Qt::Key_Minus, -1)})
        connect(new QShortcut(key, this), &QShortcut::activated, this, [this, by = steps] { zoom(by); });
    setMode(Mode::SideBySide);
    begin(path);
}

void ImageDiff::begin(const QString &path)
{
    ++m_asked;
    setWindowTitle(oneLine(path, 200));
    m_summary->clear();
    m_state->show(u"view-refresh"_s, tr("Reading…"));
    m_pages->setCurrentWidget(m_state);
}

ImageDiff::~ImageDiff() = default;

QToolButton *ImageDiff::addMode(Mode mode, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    button->setShortcut(QKeySequence(Qt::Key_1 + int(mode)));
    connect(button, &QToolButton::clicked, this, [this, mode] {
        setMode(mode);
        Q_EMIT modeChosen(mode);
    });
    m_modes.append(button);
    return button;
}

void ImageDiff::setMode(Mode mode)
{
    m_chosen = mode;
    showMode();
}

bool ImageDiff::isPossible(Mode mode) const
{
    return mode == Mode::SideBySide || (mode == Mode::Swipe ? m_both : m_compared);
}

void ImageDiff::showMode()
{
    m_mode = isPossible(m_chosen) ? m_chosen : Mode::SideBySide;
    for (qsizetype i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setChecked(Mode(i) == m_mode);
    m_swipe->setVisible(m_mode == Mode::Swipe);
    m_canvas->setMode(m_mode);
}

double ImageDiff::scale() const
{
    return m_canvas->scale();
}

void ImageDiff::zoom(int steps)
{
    m_canvas->zoom(steps);
}

void ImageDiff::showProblem(const QString &text)
{
    m_state->show(u"dialog-warning"_s, tr("The picture cannot be shown"), text);
    m_pages->setCurrentWidget(m_state);
}

bool ImageDiff::isShown() const
{
    return m_pages->currentWidget() == m_canvas;
}

QString ImageDiff::summary() const
{
    return m_summary->text();
}

void ImageDiff::setContents(const QByteArray &before, const QByteArray &after)
{
    const auto shown = [this, asked = ++m_asked](const Decoded &decoded) {
        if (asked == m_asked)
            showDecoded(decoded);
    };
    QtConcurrent::run([before, after] {
        Decoded decoded{.before = readPicture(before), .after = readPicture(after)};
        if (!decoded.before.image.isNull() && !decoded.after.image.isNull())
            decoded.difference = pictureDifference(decoded.before.image, decoded.after.image, decoded.different);
        return decoded;
    }).then(this, shown);
}

void ImageDiff::showDecoded(const Decoded &decoded)
{
    m_both = !decoded.before.image.isNull() && !decoded.after.image.isNull();
    m_compared = !decoded.difference.isNull();
    for (qsizetype i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setEnabled(isPossible(Mode(i)));
    QString text = tr("Before: %1. After: %2.").arg(sizeText(decoded.before), sizeText(decoded.after));
    if (m_compared) {
        const qint64 pixels = qint64(decoded.difference.width()) * decoded.difference.height();
        text += u' ' + (decoded.different == 0 ? tr("Each pixel is the same.") : tr("%L1 of %L2 pixels differ.").arg(decoded.different).arg(pixels));
    }
    if (m_both && !m_compared)
        text += u' ' + tr("What differs is not worked out: the two together span too many pixels.");
    m_summary->setText(text);
    if (decoded.before.image.isNull() && decoded.after.image.isNull())
        return showProblem(decoded.after.problem.isEmpty() ? decoded.before.problem : decoded.after.problem);
    showMode();
    m_canvas->setPictures(decoded.before.image, decoded.after.image, decoded.difference);
    m_pages->setCurrentWidget(m_canvas);
}

} // namespace rijian::ui
