// Pictures of a commit: read with care, compared pixel by pixel, and shown.

#include "git/localbackend.h"
#include "jobs/inspector.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/diff/imagediff.h"

#include <QBuffer>
#include <QImage>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QSlider>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QImage &image, const char *format = "PNG")
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format) ? bytes : QByteArray();
}

QImage picture(QSize size, const QColor &color)
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(color);
    return image;
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatsAreKnownByTheirBytes()
    {
        for (const char *format : {"PNG", "JPEG", "BMP"}) {
            const ui::Picture read = ui::readPicture(encoded(picture({12, 8}, Qt::red), format));
            QVERIFY2(read.problem.isEmpty(), format);
            QCOMPARE(read.image.size(), QSize(12, 8));
        }
        QVERIFY(ui::isPictureName(u"a/B.PNG"_s) && !ui::isPictureName(u"png"_s) && !ui::isPictureName(u"a.svg"_s));
        QVERIFY(ui::readPicture({}).image.isNull() && ui::readPicture({}).problem.isEmpty()); // there is none
    }

    void hostileBytesAreOneLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = encoded(picture({40, 40}, Qt::green));
        QTest::newRow("text") << "hello"_ba;
        QTest::newRow("SVG") << "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"_ba;
        QTest::newRow("no picture behind its mark") << good.first(8);
        QTest::newRow("cut header") << good.first(20);
        QByteArray huge = good;
        huge.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff")); // 65,535 pixels square; its checksum is wrong as well
        QTest::newRow("huge") << huge;
        QTest::newRow("GIF of nothing") << "GIF89a"_ba;
        QTest::newRow("WebP of nothing") << "RIFF\x04\0\0\0WEBP"_ba;
        QTest::newRow("BMP of nothing") << "BM"_ba;
        QTest::newRow("ICO of nothing") << QByteArray("\0\0\1\0\xff\xff", 6);
    }

    void hostileBytesAreOneLine()
    {
        QFETCH(const QByteArray, bytes);
        const ExpectWarning said(QRegularExpression(u"."_s), 0); // the readers' own words
        const ui::Picture read = ui::readPicture(bytes);
        QVERIFY(read.image.isNull());
        QVERIFY2(!read.problem.isEmpty() && !read.problem.contains(u'\n'), qPrintable(read.problem));
    }

    void bytesAtRandomDoNoHarm()
    {
        const ExpectWarning said(QRegularExpression(u"."_s), 0);
        QRandomGenerator random(3);
        for (const char *format : {"PNG", "JPEG", "BMP"}) {
            const QByteArray good = encoded(picture({24, 24}, Qt::blue), format);
            for (int i = 0; i < 200; ++i) {
                QByteArray bad = good.first(1 + random.bounded(int(good.size())));
                for (int k = 0; k < 4; ++k)
                    bad[random.bounded(int(bad.size()))] = char(random.bounded(256));
                const ui::Picture read = ui::readPicture(bad);
                QVERIFY(read.image.isNull() != read.problem.isEmpty());
            }
        }
    }

    void whatDiffersIsCounted()
    {
        QImage before = picture({10, 10}, Qt::white);
        QImage after = picture({10, 10}, Qt::white);
        qint64 different = -1;
        (void)ui::pictureDifference(before, after, different);
        QCOMPARE(different, 0);
        after.setPixelColor(3, 4, QColor(254, 255, 255)); // by one
        const QImage one = ui::pictureDifference(before, after, different);
        QCOMPARE(different, 1);
        QVERIFY(qRed(one.pixel(3, 4)) > 30 && one.pixel(0, 0) == qRgb(0, 0, 0));
        after = picture({12, 10}, Qt::white);
        (void)ui::pictureDifference(before, after, different);
        QCOMPARE(different, 20); // only one of them has these
    }

    /// A wide picture and a tall one are small, but not the two together: what differs is not worked out, which is said.
    void aWideAndATallOneAreNotCompared()
    {
        const QImage wide = picture({20'000, 10}, Qt::white), tall = picture({10, 20'000}, Qt::white);
        qint64 different = -1;
        QVERIFY(ui::pictureDifference(wide, tall, different).isNull());
        QCOMPARE(different, 0);
        ui::ImageDiff window(u"a.png"_s);
        window.setMode(ui::ImageDiff::Mode::Difference);
        window.show();
        window.setContents(encoded(wide), encoded(tall));
        QTRY_VERIFY(window.isShown());
        QVERIFY2(window.summary().contains(u"too many pixels"_s), qPrintable(window.summary()));
        QCOMPARE(window.mode(), ui::ImageDiff::Mode::SideBySide);
        window.setMode(ui::ImageDiff::Mode::Swipe);
        QCOMPARE(window.mode(), ui::ImageDiff::Mode::Swipe);
        QVERIFY(!window.grab().isNull());
    }

    /// The window is used for one picture after the other: the way they are compared stays, and what comes late for an earlier one is dropped.
    void theWindowGoesOnToOtherPictures()
    {
        const QByteArray white = encoded(picture({200, 100}, Qt::white)), black = encoded(picture({60, 30}, Qt::black));
        ui::ImageDiff window(u"a.png"_s);
        window.setMode(ui::ImageDiff::Mode::Swipe);
        window.show();
        window.setContents(white, white);
        window.begin(u"b.png"_s);
        window.setContents(black, {}); // nothing to compare
        QTRY_VERIFY(window.isShown());
        QVERIFY2(window.summary().contains(u"60 × 30"_s), qPrintable(window.summary()));
        QCOMPARE(window.mode(), ui::ImageDiff::Mode::SideBySide);
        QCOMPARE(window.windowTitle(), u"b.png"_s);
        const quint64 before = window.asked();
        window.begin(u"c.png"_s);
        QVERIFY(window.asked() != before && !window.isShown());
        window.setContents(white, white);
        QTRY_VERIFY(window.isShown());
        QCOMPARE(window.mode(), ui::ImageDiff::Mode::Swipe); // as it was chosen
    }

    /// By the keyboard: larger, smaller, and as large as the window allows.
    void picturesZoomByKey()
    {
        const QByteArray white = encoded(picture({400, 300}, Qt::white));
        ui::ImageDiff window(u"a.png"_s);
        window.show();
        window.setContents(white, white);
        QTRY_VERIFY(window.isShown());
        window.activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(&window, 30'000));
        const double fitting = window.scale();
        QTest::keyClick(&window, Qt::Key_Plus);
        QTRY_VERIFY(window.scale() > fitting);
        QTest::keyClick(&window, Qt::Key_Minus);
        QTest::keyClick(&window, Qt::Key_Minus);
        QTRY_VERIFY(window.scale() < fitting);
        QVERIFY(!window.grab().isNull());
        QTest::keyClick(&window, Qt::Key_0);
        QTRY_COMPARE(window.scale(), fitting);
    }

    void theWindowShowsBothAndWhatDiffers()
    {
        QImage after = picture({200, 100}, Qt::white);
        after.setPixelColor(5, 5, Qt::black);
        ui::ImageDiff window(u"a/b.png"_s);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window, 30'000));
        window.setContents(encoded(picture({200, 100}, Qt::white)), encoded(after));
        QTRY_VERIFY(window.isShown());
        QVERIFY2(window.summary().contains(u"200 × 100"_s) && window.summary().contains(u"1 of 20,000"_s), qPrintable(window.summary()));
        window.activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(&window, 30'000));
        QTest::keyClick(&window, Qt::Key_3);
        QTRY_COMPARE(window.mode(), ui::ImageDiff::Mode::Difference);
        QTest::keyClick(&window, Qt::Key_2);
        QTRY_COMPARE(window.mode(), ui::ImageDiff::Mode::Swipe);
        QVERIFY(window.findChild<QSlider *>(u"swipe"_s)->isVisible());
        // A new file, and one that is none.
        window.setContents({}, encoded(after));
        QTRY_VERIFY2(window.summary().contains(u"not there"_s), qPrintable(window.summary()));
        QVERIFY(window.isShown());
        window.setContents("nonsense", "nonsense");
        QTRY_VERIFY(!window.isShown());
        QTest::keyClick(&window, Qt::Key_Escape);
        QVERIFY(!window.isVisible());
    }

    /// The edge between the pictures follows the mouse that is pressed over them, and the slider follows the edge.
    void theMouseMovesTheEdge()
    {
        ui::ImageDiff window(u"a.png"_s);
        window.setMode(ui::ImageDiff::Mode::Swipe);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window, 30'000));
        window.setContents(encoded(picture({400, 100}, Qt::white)), encoded(picture({400, 100}, Qt::black)));
        QTRY_VERIFY(window.isShown());
        QWidget *area = window.findChild<QScrollArea *>()->widget();
        auto *slider = window.findChild<QSlider *>(u"swipe"_s);
        const auto isBefore = [area](int x) { return qGray(area->grab().toImage().pixel(x, 50)) > 128; };
        QTRY_COMPARE(area->width(), 400);
        QCOMPARE(area->cursor().shape(), Qt::SplitHCursor);
        QTest::mouseMove(area, {100, 50}); // nothing is pressed
        QTest::mouseClick(area, Qt::RightButton, {}, {100, 50});
        QCOMPARE(slider->value(), 500);
        QTest::mousePress(area, Qt::LeftButton, {}, {100, 50});
        QCOMPARE(slider->value(), 250);
        QVERIFY(isBefore(90) && !isBefore(110));
        QTest::mouseMove(area, {301, 50});
        QTRY_COMPARE(slider->value(), 753);
        QVERIFY(isBefore(290) && !isBefore(310));
        QTest::mouseMove(area, {450, 50});
        QTRY_COMPARE(slider->value(), 1'000);
        QTest::mouseRelease(area, Qt::LeftButton, {}, {450, 50});
        QTest::mouseMove(area, {200, 50});
        QCoreApplication::processEvents();
        QCOMPARE(slider->value(), 1'000);
        QTest::keyClick(slider, Qt::Key_Home); // the slider's own way
        QVERIFY(!isBefore(10));
        QTest::keyClick(slider, Qt::Key_End);
        QVERIFY(isBefore(390));
        window.setMode(ui::ImageDiff::Mode::Difference);
        QVERIFY(area->cursor().shape() != Qt::SplitHCursor);
        QTest::mouseClick(area, Qt::LeftButton, {}, {100, 50});
        QCOMPARE(slider->value(), 1'000);
    }

    void bothSidesComeFromTheRepository()
    {
        TestRepository repository;
        const QByteArray first = encoded(picture({10, 10}, Qt::white)), second = encoded(picture({10, 10}, Qt::black));
        repository.commit("one\n", "p.png", first);
        const QString sha = repository.commit("two\n", "p.png", second, 1'767'700'900);
        const QTemporaryDir folder;
        jobs::Inspector inspector(folder.path(), {});
        auto asked = inspector.contents({.id = 1, .name = u"a"_s, .address = repository.path()}, sha, u"p.png"_s);
        asked.waitForFinished();
        const auto answer = asked.result();
        VERIFY_OK(answer);
        QCOMPARE((*answer)->files.size(), 1);
        QCOMPARE((*answer)->files[0].oldSide.content, first);
        QCOMPARE((*answer)->files[0].newSide.content, second);
    }
};

RIJIAN_UI_TEST_MAIN(TestPictures)
#include "tst_pictures.moc"
