// The meaning colours can be read: contrast of text against what it stands on, in both schemes.

#include "support/uitest.h"

#include <QProxyStyle>
#include <QStyleFactory>

#include <cmath>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor &color)
{
    const auto channel = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// WCAG 2's contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textIsReadable()
    {
        QFETCH(const bool, dark);
        ui::applyScheme(*qApp, dark ? ui::Scheme::Dark : ui::Scheme::Light);
        const auto &c = ui::colors();
        QCOMPARE(c.dark, dark);
        const QList<std::pair<QColor, QColor>> pairs{
            {c.text, c.base},       {c.text, c.window},         {c.text, c.hover},      {c.muted, c.base},       {c.muted, c.window},  {c.muted, c.gutter},
            {c.high, c.base},       {c.medium, c.base},         {c.low, c.base},        {c.high, c.highTint},    {c.medium, c.mediumTint},
            {c.low, c.lowTint},     {c.text, c.addedLine},      {c.text, c.removedLine}, {c.text, c.addedWord},  {c.text, c.removedWord},
            {c.accentText, c.accent}, {c.accent, c.base},       {c.muted, c.fold},      {c.text, c.warningTint}, {c.added, c.base},    {c.removed, c.base}};
        for (const auto &[front, back] : pairs)
            QVERIFY2(contrast(front, back) >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(front.name(), back.name()).arg(contrast(front, back))));
    }

    /// Some desktops open files with one click: here that would lead away from a row as soon as it is looked at.
    void oneClickActivatesNothing()
    {
        class OneClick : public QProxyStyle
        {
        public:
            int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const override
            {
                return hint == SH_ItemView_ActivateItemOnSingleClick ? 1 : QProxyStyle::styleHint(hint, option, widget, returned);
            }
        };
        ui::applyScheme(*qApp, ui::Scheme::Light);
        auto *style = qobject_cast<QProxyStyle *>(qApp->style());
        QVERIFY(style);
        style->setBaseStyle(new OneClick);
        QCOMPARE(qApp->style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick), 0);
        style->setBaseStyle(QStyleFactory::create(u"Fusion"_s));
    }

    void iconsAreThere()
    {
        QVERIFY(!ui::icon(u"document-export"_s).isNull());
    }
};

RIJIAN_UI_TEST_MAIN(TestTheme)
#include "tst_theme.moc"
