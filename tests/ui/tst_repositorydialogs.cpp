// Editing a repository, and the field that takes addresses: what is refused, and that only the answer to the last text counts.

#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/dialogs/addressfield.h"
#include "ui/dialogs/formparts.h"
#include "ui/dialogs/repositorydialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMutex>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

class TestRepositoryDialogs : public QObject
{
    Q_OBJECT

    static Result<QString> understand(const QString &text)
    {
        if (QThread::isMainThread())
            return failure(ErrorKind::Internal, u"asked on the UI thread"_s);
        if (text.count(u'/') != 1)
            return failure(ErrorKind::Usage, u"“%1” is nothing"_s.arg(text));
        return u"GitHub: "_s + text;
    }

    static QString message(const AddressField &field)
    {
        auto *label = field.findChild<MessageLabel *>();
        return label->isVisibleTo(&field) ? label->text() : QString();
    }

private Q_SLOTS:
    void fieldsComeBack()
    {
        const Repository given{.id = 7, .name = u"a/b"_s, .address = u"https://github.com/a/b"_s, .branch = u"main dev"_s, .group = u"G"_s, .shared = true, .webRemote = u"x"_s};
        RepositoryDialog dialog(given, {u"G"_s, u"H"_s}, {u"a/b"_s, u"c/d"_s});
        QCOMPARE(dialog.repository(), given);
        dialog.findChild<QLineEdit *>(u"name"_s)->setText(u"  new  name "_s);
        dialog.findChild<QLineEdit *>(u"branches"_s)->setText(u" release/1.0  main main "_s);
        dialog.findChild<QComboBox *>(u"group"_s)->setEditText(u"A new one"_s);
        dialog.findChild<QCheckBox *>(u"shared"_s)->setChecked(false);
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        Repository expected = given;
        expected.name = u"new name"_s;
        expected.branch = u"release/1.0 main"_s;
        expected.group = u"A new one"_s;
        expected.shared = false;
        QCOMPARE(dialog.repository(), expected);
        // A setting that shares all is not the repository's own.
        dialog.setShareAll(true);
        QVERIFY(dialog.findChild<QCheckBox *>(u"shared"_s)->isChecked());
        QCOMPARE(dialog.repository().shared, given.shared);
    }

    void wrongFieldsAreRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no name") << u"name"_s << u"  "_s;
        QTest::newRow("taken") << u"name"_s << u"c/d"_s;
        for (const char *branch : {"-x", "a..b", "a b~1", "x.lock", "/x", "x/", "a//b", ".x", "x.", "a:b", "a*", "a\\b", "@{x", "@"})
            QTest::newRow(branch) << u"branches"_s << QString::fromLatin1(branch);
    }

    void wrongFieldsAreRefused()
    {
        QFETCH(const QString, field);
        QFETCH(const QString, text);
        RepositoryDialog dialog({.name = u"a/b"_s}, {}, {u"a/b"_s, u"c/d"_s});
        dialog.findChild<QLineEdit *>(field)->setText(text);
        QVERIFY(!dialog.findChild<MessageLabel *>(field + u"Message"_s)->text().isEmpty());
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }

    void anAddressIsUnderstoodWhileTyping()
    {
        AddressField field(understand);
        field.show();
        const QSignalSpy entered(&field, &AddressField::addressesEntered);
        QTest::keyClicks(field.edit(), u"vllm"_s);
        QTRY_VERIFY(message(field).contains(u"vllm"_s));
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QVERIFY(entered.isEmpty());
        QTest::keyClicks(field.edit(), u"/vllm"_s);
        QTRY_COMPARE(message(field), u"GitHub: vllm/vllm"_s);
        QVERIFY(field.findChild<QPushButton *>(u"add"_s)->isEnabled());
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        QCOMPARE(entered.first().first().toStringList(), QStringList(u"vllm/vllm"_s));
        field.setBusy(u"Adding…"_s);
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
        field.setProblem(u"It is tracked already."_s);
        QCOMPARE(message(field), u"It is tracked already."_s);
        field.clear();
        QVERIFY(message(field).isEmpty());
    }

    void enterDoesNotWaitForThePause()
    {
        AddressField field(understand);
        field.show();
        const QSignalSpy entered(&field, &AddressField::addressesEntered);
        field.edit()->setText(u"a/b"_s);
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !entered.isEmpty(); }, 5000));
    }

    void severalLinesMayBePasted()
    {
        AddressField field(understand);
        field.show();
        QVERIFY(QTest::qWaitForWindowExposed(&field, 30'000));
        const QSignalSpy entered(&field, &AddressField::addressesEntered);
        QGuiApplication::clipboard()->setText(u"a/b\n\n  c/d \r\na/b\n"_s);
        field.edit()->setFocus();
        field.edit()->paste();
        QTRY_COMPARE(field.addresses(), QStringList({u"a/b"_s, u"c/d"_s}));
        QTRY_VERIFY(message(field).contains(u"GitHub: c/d"_s));
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QCOMPARE(entered.first().first().toStringList(), QStringList({u"a/b"_s, u"c/d"_s}));
        // One bad line holds up all, and is named.
        field.setAddresses({u"a/b"_s, u"bad"_s});
        QTRY_VERIFY(message(field).contains(u"bad"_s));
        QTest::keyClick(field.edit(), Qt::Key_Return);
        QCOMPARE(entered.size(), 1);
    }

    void lateAnswersAreDropped()
    {
        QSemaphore slow;
        AddressField field([&](const QString &text) -> Result<QString> {
            if (text == "slow/one"_L1)
                slow.acquire();
            return text;
        });
        field.show();
        field.edit()->setText(u"slow/one"_s);
        QTest::qWait(250);
        field.edit()->setText(u"quick/one"_s);
        QTRY_COMPARE(message(field), u"quick/one"_s);
        slow.release();
        QTest::qWait(100);
        QCOMPARE(message(field), u"quick/one"_s);
    }
};

RIJIAN_UI_TEST_MAIN(TestRepositoryDialogs)
#include "tst_repositorydialogs.moc"
