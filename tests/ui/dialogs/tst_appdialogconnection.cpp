// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "ui/desk.h"
#include "ui/routedserver.h"

#include <QPointer>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The dialog with an app on the desk's sandbox in it.
struct Form
{
    explicit Form(const QByteArray &typedSecret)
        : app(desk.someApp(u"shop"_s))
    {
        desk.saveBefore(app, desk.secret());
        desk.startController();
        dialog = new AppDialog(*desk.controller, app);
        if (!shown(*dialog))
            QTest::qFail("the dialog does not come up", __FILE__, __LINE__);
        in<QLineEdit>(*dialog, u"secret"_s).setText(QString::fromUtf8(typedSecret));
    }
    ~Form() { delete dialog; }

    //! Presses Test and gives what is said of a step.
    [[nodiscard]] QString tested(const QString &step) const
    {
        auto &test = in<QPushButton>(*dialog, u"testButton"_s);
        QTest::mouseClick(&test, Qt::LeftButton);
        [&] {
            QVERIFY(!test.isEnabled());
            QTRY_VERIFY(test.isEnabled());
        }();
        return said(step);
    }
    [[nodiscard]] QString said(const QString &step) const
    {
        return in<PlainLabel>(*dialog, u"step-"_s + step).wholeText();
    }

    Desk desk;
    AppProfile app;
    QPointer<AppDialog> dialog;
};

} // namespace

class AppDialogConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsToldWithItsOutcome()
    {
        Form form({}); // the stored secret
        QVERIFY(form.tested(u"signature"_s).startsWith("The server accepts"_L1));
        QVERIFY(form.said(u"dns"_s).contains("127.0.0.1"_L1));
        QVERIFY(form.said(u"connect"_s).startsWith("Connected to"_L1));
        QVERIFY(form.said(u"tls"_s).startsWith("Not used"_L1));
        QVERIFY(!form.said(u"clock"_s).isEmpty());
        QVERIFY(!form.said(u"server"_s).isEmpty());
    }

    void aWrongSecretFailsAtTheSignature()
    {
        Form form("wrong");
        const QString said = form.tested(u"signature"_s);
        QVERIFY2(said.contains("401"_L1), qPrintable(said));
        QVERIFY2(said.contains("secret is a wrong one"_L1), qPrintable(said));
        QVERIFY(form.said(u"connect"_s).startsWith("Connected to"_L1));
        QVERIFY(!said.contains("wrong\""_L1));

        in<QLineEdit>(*form.dialog, u"secret"_s).setText(QString::fromLatin1(form.desk.secret()));
        QVERIFY(form.tested(u"signature"_s).startsWith("The server accepts"_L1));
    }

    void anUnknownKeyFailsAtTheSignature()
    {
        Form form({});
        in<QLineEdit>(*form.dialog, u"appKey"_s).setText(u"another-key"_s);
        const QString said = form.tested(u"signature"_s);
        QVERIFY2(said.contains("app key"_L1), qPrintable(said));
    }

    void aServerThatIsNotThereFailsAtTheConnection()
    {
        Form form({});
        {
            const RoutedServer gone{Reply{}};
            in<QSpinBox>(*form.dialog, u"port"_s).setValue(gone.serverPort());
        }
        const QString said = form.tested(u"connect"_s);
        QVERIFY2(said.startsWith("There is no connection to"_L1), qPrintable(said));
    }

    void whatIsTestedIsNotSaved()
    {
        Form form({});
        const QByteArray before = form.desk.fileText();
        in<QLineEdit>(*form.dialog, u"appName"_s).setText(u"another name"_s);
        QVERIFY(!form.tested(u"signature"_s).isEmpty());
        QCOMPARE(form.desk.fileText(), before);
        QVERIFY(form.dialog->isVisible());
    }

    void aStepIsToldAsSoonAsItIsKnown()
    {
        RoutedServer silent([](const RoutedServer::Request &) { return std::nullopt; });
        Form form({});
        in<QSpinBox>(*form.dialog, u"port"_s).setValue(silent.serverPort());
        QTest::mouseClick(&in(*form.dialog, u"testButton"_s), Qt::LeftButton);
        QTRY_VERIFY(form.said(u"dns"_s).contains("127.0.0.1"_L1));
        QVERIFY(isSeen(*form.dialog, u"step-dns"_s));
        QVERIFY(!in(*form.dialog, u"testButton"_s).isEnabled()); // it goes on
        QCOMPARE(form.said(u"signature"_s), QString());
    }

    void closingTheDialogEndsTheTest()
    {
        RoutedServer silent([](const RoutedServer::Request &) { return std::nullopt; });
        Form form({});
        in<QSpinBox>(*form.dialog, u"port"_s).setValue(silent.serverPort());
        QTest::mouseClick(&in(*form.dialog, u"testButton"_s), Qt::LeftButton);
        QTRY_COMPARE(silent.held().size(), 1);
        form.dialog->reject();
        QTRY_VERIFY(!form.dialog);
        // Its connection is closed, so nothing waits for the answer.
        QTRY_VERIFY(silent.findChildren<QTcpSocket *>().isEmpty());
    }
};

QTEST_MAIN(AppDialogConnectionTest)
#include "tst_appdialogconnection.moc"
