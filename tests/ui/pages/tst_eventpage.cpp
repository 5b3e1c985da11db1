// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventpage.h"
#include "ui/desk.h"
#include "ui/pages/eventfixture.h"
#include "widgets/banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QInputDialog>
#include <QJsonArray>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableWidget>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Page = EventDesk;

class TestEventPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyFieldIsReachedWithTheKeyOfItsLabel()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        const auto reached = [&](Qt::Key key, const QWidget &field) {
            QTest::keyClick(&page.workspace, key, Qt::AltModifier);
            return field.hasFocus();
        };
        QVERIFY(reached(Qt::Key_E, in<QLineEdit>(page.page, u"eventName"_s)));
        QVERIFY(reached(Qt::Key_C, page.channels));
        QVERIFY(reached(Qt::Key_D, *page.page.findChild<JsonEditor *>()->focusProxy()));
        QVERIFY(reached(Qt::Key_X, in<QLineEdit>(page.page, u"excludeSocketId"_s)));
    }

    void everyChannelIsAChipThatTellsItsKind()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.channels.setText(u"orders  private-a presence-b orders private-encrypted-c"_s);
        QCOMPARE(page.chips(), (QStringList{u"orders · public  ✕"_s, u"private-a · private  ✕"_s,
                                            u"presence-b · presence  ✕"_s, u"private-encrypted-c · encrypted  ✕"_s}));
        page.takeOut(0); // wherever it stands
        QCOMPARE(page.channels.text(), u"private-a presence-b private-encrypted-c"_s);
        QVERIFY(page.channels.hasFocus());
        QCOMPARE(page.chips().size(), 3);
    }

    void aChipOfAVariableIsTakenOutToo()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.workspace.session().setVariables({{u"room"_s, u"7"_s}});
        page.channels.setText(u"orders room-{{room}} dice-{{$random 1 6}}"_s);
        QCOMPARE(page.chips().size(), 3);
        QCOMPARE(page.chips()[1], u"room-7 · public  ✕"_s);
        QVERIFY(page.chips()[2].startsWith(u"dice-"_s));
        page.takeOut(2);
        QCOMPARE(page.channels.text(), u"orders room-{{room}}"_s);
        page.takeOut(1);
        QCOMPARE(page.channels.text(), u"orders"_s);
    }

    void whatWillBeSentIsShownAndSent()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"created"_s);
        QVERIFY(!isSeen(page.page, u"variablePreview"_s));
        page.workspace.session().setVariables({{u"who"_s, u"Ada \"A\""_s}});
        page.type(u"orders"_s, u"n-{{$seq}}"_s, "{\"who\":\"{{who}}\"}");
        QVERIFY(isSeen(page.page, u"variablePreview"_s));
        QCOMPARE(in<QPlainTextEdit>(page.page, u"variablePreview"_s).toPlainText(),
                 u"n-1 → orders\n{\"who\":\"Ada \\\"A\\\"\"}"_s);
        page.click(u"publishButton"_s);
        QTRY_COMPARE(server.count("POST"), 1);
        QCOMPARE(bodyOf(server)[u"name"].toString(), u"n-1"_s); // looking ahead did not count
        QCOMPARE(bodyOf(server)[u"data"].toString(), u"{\"who\":\"Ada \\\"A\\\"\"}"_s);
    }

    void dataIsCalledJsonAsItWillBeSent()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"created"_s, R"({"n": {{$seq}}})");
        QCOMPARE(page.label(u"jsonState"_s), u"✓ JSON once the variables are filled in"_s);
        page.type(u"orders"_s, u"created"_s, R"({"n": {{$seq}})");
        QVERIFY(page.label(u"jsonState"_s).contains(u"not JSON"_s));
    }

    void anUnknownVariableIsRefusedBeforeAnythingIsSent()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"created"_s, "{\"who\":\"{{who}}\"}");
        QVERIFY(page.label(u"findings"_s).startsWith(u"✕ "_s));
        QVERIFY(page.label(u"findings"_s).contains(u"who"_s));
        page.workspace.publish();
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 0);
        page.workspace.session().setVariables({{u"who"_s, u"Ada"_s}});
        QCOMPARE(page.label(u"findings"_s), QString());
    }

    void variablesAreGivenInADialogAndKept()
    {
        const RoutedServer server{Reply{}};
        const AppProfile profile = profileOf(server.address());
        Page page(profile);
        page.type(u"orders"_s, u"created"_s, "{{who}}");
        page.click(u"editVariables"_s);
        QTRY_VERIFY(page.dialog(u"variablesDialog"_s));
        QDialog *dialog = page.dialog(u"variablesDialog"_s);
        auto &table = in<QTableWidget>(*dialog, u"variablesTable"_s);
        table.item(0, 0)->setText(u"1who"_s);
        QVERIFY(!in<QPushButton>(*dialog, u"saveVariables"_s).isEnabled());
        table.item(0, 0)->setText(u"who"_s);
        table.item(0, 1)->setText(u"Ada"_s);
        in<QPushButton>(*dialog, u"saveVariables"_s).click();
        QCOMPARE(in<QPlainTextEdit>(page.page, u"variablePreview"_s).toPlainText(), u"created → orders\nAda"_s);
        const VariableExpander::Values expected{{u"who"_s, u"Ada"_s}};
        QTRY_COMPARE(*page.kept.variables.load(profile.id), expected);
    }

    void theVariablesOfLastTimeAreInTheDialogHoweverEarlyItIsAskedFor()
    {
        const RoutedServer server{Reply{}};
        const AppProfile profile = profileOf(server.address());
        TemporaryStores kept;
        QVERIFY(kept.variables.save(profile.id, {{u"who"_s, u"Ada"_s}}));
        Workspace workspace(profile, someCredentials(), kept.stores());
        workspace.showPage(Workspace::Page::Publish);
        auto &edit = in<QAbstractButton>(workspace, u"editVariables"_s);
        edit.click();
        edit.click();
        QVERIFY(!workspace.findChild<QDialog *>(u"variablesDialog"_s));
        QTRY_COMPARE(workspace.findChildren<QDialog *>(u"variablesDialog"_s).size(), 1);
        const auto &table = in<QTableWidget>(workspace, u"variablesTable"_s);
        QCOMPARE(table.item(0, 0)->text(), u"who"_s);
        QCOMPARE(table.item(0, 1)->text(), u"Ada"_s);
    }

    void aCommaIsNotTakenForASpace()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders, eu"_s, u"created"_s);
        QCOMPARE(page.label(u"findings"_s),
                 u"! The comma is part of the name “orders,”. Channels are separated by spaces."_s);
    }

    void anEmptyFormIsNoMistakeUntilItIsSent()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        QCOMPARE(page.label(u"findings"_s), QString());
        page.click(u"publishButton"_s);
        QVERIFY(page.label(u"findings"_s).startsWith(u"✕ "_s));
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 0);
    }

    void aUserIsAskedForInADialog()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.channels.setText(u"orders"_s);
        page.click(u"sendToUser"_s);
        auto *dialog = qobject_cast<QInputDialog *>(page.dialog(u"userDialog"_s));
        QVERIFY(dialog);
        dialog->setTextValue(u" u-17 "_s);
        dialog->accept();
        QCOMPARE(page.channels.text(), u"orders #server-to-user-u-17"_s);
        QCOMPARE(page.chips().size(), 2);
    }

    void theWholeFormIsSent()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders eu"_s, u"created"_s, "[1,\r\n 2]");
        in<QLineEdit>(page.page, u"excludeSocketId"_s).setText(u" 12.34 "_s);
        in<QCheckBox>(page.page, u"infoSubscriptionCount"_s).click();
        page.click(u"publishButton"_s);
        QTRY_COMPARE(server.count("POST"), 1);
        const QJsonObject body = bodyOf(server);
        QCOMPARE(body[u"channels"].toArray(), (QJsonArray{u"orders"_s, u"eu"_s}));
        QCOMPARE(body[u"data"].toString(), u"[1,\r\n 2]"_s);
        QCOMPARE(body[u"socket_id"].toString(), u"12.34"_s);
        QCOMPARE(body[u"info"].toString(), u"subscription_count"_s);
    }

    void whatWasTypedComesBackAfterAnotherEventWasChosen()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address(), ServerKind::Soketi));
        auto &form = static_cast<EventPage &>(page.page);
        const Banner &banner = *page.page.findChild<Banner *>(u"banner"_s, Qt::FindDirectChildrenOnly);
        Event saved;
        saved.channels = {u"chat"_s};
        saved.name = u"said"_s;
        saved.data = "1";
        form.replace(saved);
        QVERIFY(!banner.isVisible()); // nothing was typed

        page.type(u"orders"_s, u"created"_s, "[1]");
        const Event typed = form.composed();
        form.replace(saved);
        QCOMPARE(form.composed(), saved);
        QCOMPARE(banner.sentence(), u"The form has another event now."_s);
        in<QAbstractButton>(banner, u"bannerAction"_s).click();
        QCOMPARE(form.composed(), typed);
        QVERIFY(!banner.isVisible());
        form.replace(typed);
        QVERIFY(!banner.isVisible()); // it is the same

        form.replace(saved);
        in<QAbstractButton>(banner, u"bannerDismiss"_s).click();
        QVERIFY(!banner.isVisible());
        QCOMPARE(form.composed(), saved);
    }

    void aRepetitionThatCameToItsEndSaysSo()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"tick"_s);
        in<QCheckBox>(page.page, u"repeat"_s).click();
        in<QSpinBox>(page.page, u"repeatTimes"_s).setValue(2);
        in<QSpinBox>(page.page, u"repeatEvery"_s).setValue(0);
        page.workspace.publish();
        QTRY_COMPARE(page.label(u"repeatState"_s), u"All 2 sent"_s);
        QCOMPARE(server.count("POST"), 2);
    }

    void aRepetitionIsStoppedWithTheSameButton()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"tick"_s);
        in<QCheckBox>(page.page, u"repeat"_s).click();
        in<QSpinBox>(page.page, u"repeatTimes"_s).setValue(0);
        in<QSpinBox>(page.page, u"repeatEvery"_s).setValue(0);
        auto &button = in<QPushButton>(page.page, u"publishButton"_s);
        QCOMPARE(button.text(), u"Publish repeatedly"_s);
        page.workspace.publish();
        QCOMPARE(button.text(), u"Stop"_s);
        QTRY_VERIFY(server.count("POST") > 3);
        QVERIFY(button.isVisible() && button.isEnabled());
        page.workspace.publish();
        QTRY_COMPARE(button.text(), u"Publish repeatedly"_s);
        QTRY_VERIFY(page.label(u"repeatState"_s).startsWith(u"Stopped after "_s));
        QTRY_VERIFY(!page.workspace.session().isPublishing());
        const auto sent = server.count("POST");
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), sent);
    }

    void copiesACurlCommandThatIsSignedNow()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"created"_s, "{\"n\":1}");
        page.copyAs(u"curl, signed now"_s);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.contains(u"http://127.0.0.1:%1/apps/3/events?auth_key=key-1"_s.arg(server.serverPort())),
                 qPrintable(text));
        QVERIFY(text.contains(u"auth_signature="_s));
        QVERIFY(!text.contains(u"sec-1"_s));
        QCOMPARE(page.label(u"bannerSentence"_s), u"The curl command was copied."_s);
        QVERIFY(page.label(u"bannerHint"_s).contains(u"10 minutes"_s));
        QCOMPARE(server.requests().size(), 0);
    }

    void copiesAProgramWithItsVariablesFilledInAndWithoutASecret()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.workspace.session().setVariables({{u"who"_s, u"Ada"_s}});
        page.type(u"orders"_s, u"created"_s, "{{who}}");
        for (const SnippetKind kind : snippetKinds()) {
            QApplication::clipboard()->clear();
            page.copyAs(snippetTitle(kind));
            const QString text = QApplication::clipboard()->text();
            QVERIFY2(text.contains(u"Ada"_s) && text.contains(u"orders"_s), qPrintable(snippetTitle(kind)));
            QVERIFY(!text.contains(u"sec-1"_s));
        }
        page.copyAs(snippetTitle(SnippetKind::Cli));
        QVERIFY(QApplication::clipboard()->text().contains(u"channelscope-cli"_s));
    }

    void aReadOnlyAppSendsNothing()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address(), ServerKind::Unknown, GuardLevel::ReadOnly));
        QVERIFY(page.label(u"bannerSentence"_s).contains(u"read-only"_s));
        page.type(u"orders"_s, u"created"_s);
        QVERIFY(!in<QPushButton>(page.page, u"publishButton"_s).isEnabled());
        page.workspace.publish();
        QCOMPARE(page.label(u"bannerSentence"_s), u"Not published: this app is read-only."_s);
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 0);
    }

    void productionIsPublishedToOnlyWithItsNameTyped()
    {
        RoutedServer server(listOf({}));
        Page page(production(server));
        page.type(u"orders eu"_s, u"created"_s);
        page.click(u"publishButton"_s);
        QDialog *dialog = page.dialog(u"confirmDialog"_s);
        QVERIFY(dialog);
        QCOMPARE(in<PlainLabel>(*dialog, u"confirmPlaces"_s).wholeText(), u"It goes to 2 channels:\norders\neu"_s);
        QVERIFY(in<PlainLabel>(*dialog, u"confirmFacts"_s)
                    .wholeText()
                    .contains(u"How many are subscribed is not known."_s));
        auto &name = in<QLineEdit>(*dialog, u"confirmName"_s);
        auto &publish = in<QPushButton>(*dialog, u"confirmPublish"_s);
        QVERIFY(!publish.isEnabled());
        QTest::keyClicks(&name, u"Shop"_s);
        QVERIFY(!publish.isEnabled());
        name.setText(u"shop"_s);
        QVERIFY(publish.isEnabled());
        QCOMPARE(server.count("POST"), 0);
        publish.click();
        QTRY_COMPARE(server.count("POST"), 1);
    }

    void theTypedNameIsConfirmedWithEnter()
    {
        RoutedServer server(listOf({}));
        Page page(production(server));
        page.type(u"orders"_s, u"created"_s);
        page.click(u"publishButton"_s);
        QDialog *dialog = page.dialog(u"confirmDialog"_s);
        QVERIFY(dialog);
        auto &name = in<QLineEdit>(*dialog, u"confirmName"_s);
        QTest::keyClicks(&name, u"sho"_s);
        QTest::keyClick(&name, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QVERIFY(!in<PlainLabel>(*dialog, u"confirmWrongName"_s).wholeText().isEmpty());
        QTest::keyClicks(&name, u"p"_s);
        QCOMPARE(in<PlainLabel>(*dialog, u"confirmWrongName"_s).wholeText(), QString());
        QTest::keyClick(&name, Qt::Key_Return);
        QTRY_COMPARE(server.count("POST"), 1);

        // Enter on Cancel is Cancel, whatever is typed.
        QTRY_VERIFY(!page.workspace.session().isPublishing() && !page.dialog(u"confirmDialog"_s));
        page.click(u"publishButton"_s);
        dialog = page.dialog(u"confirmDialog"_s);
        QVERIFY(dialog);
        in<QLineEdit>(*dialog, u"confirmName"_s).setText(u"shop"_s);
        for (auto *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == "Cancel"_L1) {
                button->setFocus();
                QTest::keyClick(button, Qt::Key_Return);
                break;
            }
        }
        QTRY_VERIFY(!page.dialog(u"confirmDialog"_s));
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 1);
    }

    void whoDoesNotConfirmSendsNothing()
    {
        RoutedServer server(listOf({}));
        AppProfile profile = production(server);
        profile.environment = Environment::Staging;
        Page page(profile);
        page.type(u"orders"_s, u"created"_s);
        page.workspace.publish();
        QDialog *dialog = page.dialog(u"confirmDialog"_s);
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QLineEdit *>(u"confirmName"_s));
        QTest::keyClick(dialog, Qt::Key_Return); // the safe answer is the default
        QTRY_VERIFY(!page.dialog(u"confirmDialog"_s));
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 0);
    }

    void theConfirmationTellsWhoIsReached()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            return request.method == "POST" ? Reply{}
                                            : Reply{200, "{\"channels\":{\"orders\":{\"subscription_count\":41}}}"};
        });
        AppProfile profile = production(server);
        profile.environment = Environment::Staging;
        Page page(profile);
        page.letARoundTripPass();
        page.type(u"orders nobody-here"_s, u"created"_s);
        page.workspace.publish();
        QDialog *dialog = page.dialog(u"confirmDialog"_s);
        QVERIFY(dialog);
        QVERIFY2(in<PlainLabel>(*dialog, u"confirmFacts"_s).wholeText().contains(u"41 were subscribed at "_s),
                 qPrintable(in<PlainLabel>(*dialog, u"confirmFacts"_s).wholeText()));
        dialog->reject();
    }

    void ctrlEnterPublishesFromTheEditor()
    {
        Desk desk;
        MainWindow &window = desk.startWindow();
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        const QWidget &page = in<QWidget>(window, u"eventPage"_s);
        QTRY_VERIFY(page.isVisible());
        in<QLineEdit>(page, u"channelsField"_s).setText(u"orders"_s);
        in<QLineEdit>(page, u"eventName"_s).setText(u"created"_s);
        auto *editor = page.findChild<JsonEditor *>();
        editor->setFocus();
        const QByteArray before = editor->bytes();
        QTest::keyClick(window.focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(isSeen(page, u"publishVerdict"_s));
        QCOMPARE(editor->bytes(), before); // the key is not typed as well
    }
};

QTEST_MAIN(TestEventPage)
#include "tst_eventpage.moc"
