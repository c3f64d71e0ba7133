// The day bar: what its buttons, calendar, range mode and quick choices ask for, by mouse and by keyboard.

#include "support/uitest.h"
#include "ui/day/daybar.h"
#include "ui/day/daycalendar.h"
#include "ui/day/daypopup.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTextCharFormat>
#include <QToolButton>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

class TestDayBar : public QObject
{
    Q_OBJECT

    const QDate m_today{2026, 1, 7};
    const QTimeZone m_zone{"Asia/Shanghai"};
    std::unique_ptr<DayBar> m_bar;

    DayPopup *popup() const { return m_bar->findChild<DayPopup *>(); }
    DayCalendar *calendar() const { return popup()->calendar(); }
    QWidget *view() const { return calendar()->findChild<QTableView *>(u"qt_calendar_calendarview"_s); }
    template<typename T = QAbstractButton>
    T *child(const QString &name) const { return m_bar->findChild<T *>(name); }

    void open()
    {
        m_bar->showCalendar();
        QVERIFY(QTest::qWaitForWindowExposed(popup(), 30'000));
    }

    void key(Qt::Key key) { QTest::keyClick(view(), key); }

    static DaySpan chosen(const QSignalSpy &spy) { return spy.isEmpty() ? DaySpan() : spy.last().first().value<DaySpan>(); }

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_bar = std::make_unique<DayBar>();
        m_bar->setToday(m_today);
        m_bar->setSpan({m_today, m_today, m_zone});
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get(), 30'000));
    }

    void cleanup() { m_bar.reset(); }

    void theDateIsShown()
    {
        QCOMPARE(child<QToolButton>(u"date"_s)->text(), u"2026-01-07 Wed ▾"_s);
        QVERIFY(!child(u"nextDay"_s)->isEnabled());
        QVERIFY(!child(u"today"_s)->isEnabled());
        m_bar->setSpan({QDate(2026, 1, 1), QDate(2026, 1, 3), m_zone});
        QCOMPARE(child<QToolButton>(u"date"_s)->text(), u"2026-01-01 – 2026-01-03 ▾"_s);
        QVERIFY(child(u"nextDay"_s)->isEnabled());
        QVERIFY(child(u"today"_s)->isEnabled());
        // Midnight passes.
        m_bar->setSpan({m_today, m_today, m_zone});
        m_bar->setToday(m_today.addDays(1));
        QVERIFY(child(u"nextDay"_s)->isEnabled());
    }

    void buttonsAsk()
    {
        m_bar->setSpan({QDate(2026, 1, 5), QDate(2026, 1, 5), m_zone});
        const QSignalSpy previous(m_bar.get(), &DayBar::previousWanted);
        const QSignalSpy next(m_bar.get(), &DayBar::nextWanted);
        const QSignalSpy today(m_bar.get(), &DayBar::todayWanted);
        child(u"previousDay"_s)->click();
        child(u"nextDay"_s)->click();
        child(u"today"_s)->click();
        QCOMPARE(previous.size(), 1);
        QCOMPARE(next.size(), 1);
        QCOMPARE(today.size(), 1);
        QCOMPARE(m_bar->span().first, QDate(2026, 1, 5));
        for (auto *button : m_bar->findChildren<QAbstractButton *>())
            QVERIFY2(calendar()->isAncestorOf(button) || !button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    }

    void aDayByKeyboard()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        key(Qt::Key_Left);
        key(Qt::Key_Up);
        key(Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(chosen(spy), (DaySpan{QDate(2025, 12, 30), QDate(2025, 12, 30), m_zone}));
        QVERIFY(!popup()->isVisible());
    }

    void escapeChoosesNothing()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        key(Qt::Key_Left);
        key(Qt::Key_Escape);
        QVERIFY(!popup()->isVisible());
        QVERIFY(spy.isEmpty());
        open();
        QCOMPARE(calendar()->selectedDate(), m_today);
    }

    void theFutureCannotBeChosen()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        key(Qt::Key_Right);
        QCOMPARE(calendar()->selectedDate(), m_today);
        Q_EMIT calendar()->dayChosen(m_today.addDays(1));
        QVERIFY(spy.isEmpty());
        QVERIFY(popup()->isVisible());
    }

    void aRangeByKeyboard()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        child(u"range"_s)->click();
        key(Qt::Key_Return);
        QVERIFY(spy.isEmpty());
        QVERIFY(popup()->isVisible());
        key(Qt::Key_Left);
        key(Qt::Key_Left);
        key(Qt::Key_Return);
        QCOMPARE(chosen(spy).title(), u"2026-01-05 – 2026-01-07"_s); // backwards is fine
        // A range opens as one.
        m_bar->setSpan(chosen(spy));
        open();
        QVERIFY(child(u"range"_s)->isChecked());
    }

    void aDayByMouse()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        auto *table = calendar()->findChild<QTableView *>(u"qt_calendar_calendarview"_s);
        // Where the 6th stands in January 2026 depends on the locale's first day of the week.
        const int column = (QDate(2026, 1, 6).dayOfWeek() - calendar()->firstDayOfWeek() + 7) % 7;
        QPoint place;
        for (int row = 1; row <= 6; ++row) {
            const auto index = table->model()->index(row, column);
            if (index.data().toInt() == 6)
                place = table->visualRect(index).center();
        }
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(chosen(spy), (DaySpan{QDate(2026, 1, 6), QDate(2026, 1, 6), m_zone}));
    }

    void quickChoices_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QDate>("last");
        QTest::newRow("today") << u"quickToday"_s << m_today << m_today;
        QTest::newRow("yesterday") << u"quickYesterday"_s << m_today.addDays(-1) << m_today.addDays(-1);
        QTest::newRow("week") << u"quickWeek"_s << QDate(2026, 1, 1) << m_today;
        QTest::newRow("month") << u"quickMonth"_s << QDate(2026, 1, 1) << m_today;
    }

    void quickChoices()
    {
        QFETCH(const QString, button);
        QFETCH(const QDate, first);
        QFETCH(const QDate, last);
        const QSignalSpy spy(m_bar.get(), &DayBar::spanChosen);
        open();
        child(button)->click();
        QCOMPARE(chosen(spy), (DaySpan{first, last, m_zone}));
        QVERIFY(!popup()->isVisible());
    }

    void countsAreAskedForAndShown()
    {
        const QSignalSpy spy(m_bar.get(), &DayBar::monthShown);
        open();
        QVERIFY(!spy.isEmpty());
        QVERIFY(spy.last().at(0).toDate() <= QDate(2025, 12, 29));
        QVERIFY(spy.last().at(1).toDate() >= QDate(2026, 2, 8));
        const auto before = calendar()->grab().toImage();
        m_bar->setCounts({{QDate(2026, 1, 6), {.commits = 31, .high = 2, .highToReview = 1}}});
        QVERIFY(calendar()->description(QDate(2026, 1, 6)).contains(u"31"_s));
        const auto after = calendar()->grab().toImage();
        QVERIFY(before != after);
        // The mark is the theme's red.
        bool red = false;
        for (int y = 0; y < after.height() && !red; ++y) {
            for (int x = 0; x < after.width() && !red; ++x)
                red = after.pixelColor(x, y) == colors().high;
        }
        QVERIFY(red);
        key(Qt::Key_PageUp);
        QVERIFY(spy.last().at(0).toDate() <= QDate(2025, 12, 1));
    }

    void coloursFollowTheTheme()
    {
        open();
        applyScheme(*qApp, Scheme::Dark);
        QCoreApplication::processEvents();
        QCOMPARE(calendar()->weekdayTextFormat(Qt::Sunday).foreground().color(), colors().muted);
        QCOMPARE(calendar()->headerTextFormat().background().color(), colors().base);
        const auto image = calendar()->grab().toImage();
        QVERIFY(image.pixelColor(image.width() / 2, image.height() - 3).lightness() < 64);
        applyScheme(*qApp, Scheme::Light);
    }
};

RIJIAN_UI_TEST_MAIN(TestDayBar)
#include "tst_daybar.moc"
