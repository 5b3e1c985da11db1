// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "dialogs/confirmdialog.h"
#include "ui/desk.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"

#include <QAbstractItemView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QTableView>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString markup = u"<b>x</b><i>y</i>"_s;
const QString hidden = u"a\u202Eb\u200Bc\nd"_s;
const QString hostile = markup + hidden;

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool hidesSomething(const QString &text)
{
    return text.contains(u'\u202E') || text.contains(u'\u200B');
}

//! What Qt would make markup of instead of showing it.
bool isTakenForMarkup(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return false;
    return text.contains("<b>"_L1) || !text.startsWith("<span style=\"white-space:pre-wrap\">"_L1);
}

//! Every text of a model's cells, as views and tool tips show it.
QStringList troubleIn(const QAbstractItemModel &model)
{
    QStringList trouble;
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            for (const int role : {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole}) {
                const QString text = index.data(role).toString();
                if (hidesSomething(text) || (role == Qt::DisplayRole && text.contains(u'\n')))
                    trouble << u"cell hides: "_s + text;
                if (role == Qt::ToolTipRole && isTakenForMarkup(text))
                    trouble << u"tool tip is markup: "_s + text;
            }
        }
    }
    return trouble;
}

//! The captions of the publish form are fixed words.
bool isOfPublishForm(const QLabel &label)
{
    for (const QWidget *area = label.parentWidget(); area; area = area->parentWidget()) {
        if (area->objectName() == "publishPage"_L1)
            return label.buddy() != nullptr || label.text() == "Ask for"_L1;
    }
    return false;
}

//! Where the text of a server is taken for markup, or is not shown whole, in `area` and all that is in it.
QStringList troubleIn(const QWidget &area)
{
    QStringList trouble;
    auto widgets = area.findChildren<QWidget *>();
    widgets.append(const_cast<QWidget *>(&area));
    for (const QWidget *widget : std::as_const(widgets)) {
        const QString name = QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName() + u": "_s;
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            if (label->textFormat() != Qt::PlainText && !isOfPublishForm(*label))
                trouble << name + u"may take for markup "_s + label->text();
            if (hidesSomething(label->text()))
                trouble << name + u"hides something in "_s + label->text();
        }
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model())
            trouble += troubleIn(*view->model());
        if (isTakenForMarkup(widget->toolTip()) || hidesSomething(widget->toolTip()))
            trouble << name + u"tool tip "_s + widget->toolTip();
    }
    return trouble;
}

//! A label that is in view and has all of `part` in it.
bool isRead(const QWidget &area, const QString &part)
{
    const auto labels = area.findChildren<PlainLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const PlainLabel *label) {
        return label->isVisible() && label->wholeText().contains(part);
    });
}

struct Shown
{
    explicit Shown(const RoutedServer::Route &route, GuardLevel guard = GuardLevel::Normal)
        : server(route)
        , workspace(profileOf(server.address(), ServerKind::Unknown, guard), someCredentials(), kept.stores())
    {
        workspace.resize(1200, 700);
        if (!shown(workspace))
            QTest::qFail("the workspace does not come up", __FILE__, __LINE__);
    }

    RoutedServer server;
    TemporaryStores kept;
    Workspace workspace;
};

Reply refusal()
{
    return {400, json({{u"error"_s, hostile}})};
}

} // namespace

//! Text of a server is data: it is shown letter for letter, whatever it is, and what cannot be seen is made visible.
class ServerTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesOfChannelsAndUsers()
    {
        const QString channel = u"presence-"_s + hostile;
        Shown app([&](const RoutedServer::Request &request) {
            if (request.path == "/channels")
                return Reply{200, json({{u"channels"_s, QJsonObject{{channel, QJsonObject()}}}})};
            if (request.path.endsWith("/users"))
                return Reply{200, json({{u"users"_s, QJsonArray{QJsonObject{{u"id"_s, hostile}}}}})};
            return Reply{200, json({{u"occupied"_s, true}, {u"user_count"_s, 1}})};
        });
        auto &table = in<QTableView>(app.workspace, u"channelsTable"_s);
        QTRY_COMPARE(table.model()->rowCount(), 1);
        table.selectRow(0);
        QTRY_COMPARE(in<QTableView>(app.workspace, u"usersTable"_s).model()->rowCount(), 1);
        QVERIFY(isRead(app.workspace, u"presence-"_s + markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());

        // The same name where it is published to, and where its requests are listed.
        QTest::mouseClick(&in(app.workspace, u"publishToButton"_s), Qt::LeftButton);
        QTest::keyClicks(&in(app.workspace, u"eventName"_s), markup);
        QVERIFY(isRead(app.workspace, markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
        app.workspace.showPage(Workspace::Page::Activity);
        auto &requests = in<QTableView>(app.workspace, u"activityTable"_s);
        for (int row = 0; row < requests.model()->rowCount(); ++row) {
            requests.selectRow(row);
            QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
        }
    }

    void errorsOfTheList()
    {
        Shown app([](const RoutedServer::Request &) { return refusal(); });
        QTRY_VERIFY(isRead(app.workspace, markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());

        app.server.setReply(listOf({u"orders"_s}));
        app.workspace.session().refresh();
        QTRY_COMPARE(app.workspace.session().channels().rowCount(), 1);
        app.server.setReply(refusal());
        app.workspace.session().refresh();
        QTRY_VERIFY(isRead(app.workspace, markup)); // in the banner now
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());

        app.workspace.showPage(Workspace::Page::Activity);
        in<QTableView>(app.workspace, u"activityTable"_s).selectRow(0);
        QVERIFY(isRead(app.workspace, markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
    }

    void errorsOfTheSelectedChannel()
    {
        Shown app([](const RoutedServer::Request &request) {
            return request.path == "/channels" ? listOf({u"presence-a"_s}) : refusal();
        });
        auto &table = in<QTableView>(app.workspace, u"channelsTable"_s);
        QTRY_COMPARE(table.model()->rowCount(), 1);
        table.selectRow(0);
        QTRY_VERIFY(isRead(in(app.workspace, u"channelPane"_s), markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
    }

    void reasonsForAMissingCount()
    {
        Shown app([](const RoutedServer::Request &request) {
            if (request.path == "/channels")
                return listOf({u"orders"_s});
            return request.query.hasQueryItem(u"info"_s)
                       ? Reply{400, json({{u"error"_s, u"no subscription count "_s + hostile}})}
                       : Reply{200, R"({"occupied":true})"};
        });
        auto &table = in<QTableView>(app.workspace, u"channelsTable"_s);
        QTRY_COMPARE(table.model()->rowCount(), 1);
        table.selectRow(0);
        QTRY_VERIFY(isRead(in(app.workspace, u"channelPane"_s), markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
    }

    void thePrefixThatNothingStartsWith()
    {
        Shown app([](const RoutedServer::Request &) { return listOf({}); });
        in<QLineEdit>(app.workspace, u"prefixEdit"_s).setText(markup + u"\u202E"_s);
        QTRY_VERIFY(isRead(app.workspace, u"starts with “"_s + markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
    }

    void answersToAPublish()
    {
        Shown app(
            [](const RoutedServer::Request &request) { return request.method == "POST" ? refusal() : listOf({}); });
        app.workspace.showPage(Workspace::Page::Publish);
        app.workspace.session().publish({hostile, {u"presence-"_s + hostile}, "{}", {}, {}}, Confirmation::None);
        QTRY_VERIFY(isSeen(app.workspace, u"publishReason"_s));
        QVERIFY(isRead(app.workspace, markup));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());

        app.server.setReply({200, json({{u"channels"_s, QJsonObject{{hostile, QJsonObject{{u"user_count"_s, 1}}}}}})});
        app.workspace.session().publish({u"e"_s, {u"orders"_s}, "{}", {}, {u"user_count"_s}}, Confirmation::None);
        QTRY_VERIFY(isRead(app.workspace, u": 1 users"_s));
        QCOMPARE(troubleIn(app.workspace).join(u'|'), QString());
    }

    void theQuestionBeforeAPublish()
    {
        AppProfile profile;
        profile.name = hostile;
        ConfirmDialog dialog(profile, {hostile, {hostile, hostile + u'2'}, {hostile}});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(shown(dialog));
        QVERIFY(isRead(dialog, markup));
        QCOMPARE(troubleIn(dialog).join(u'|'), QString());
    }

    void aConnectionTest()
    {
        RoutedServer server([](const RoutedServer::Request &) { return refusal(); });
        Desk desk;
        AppProfile profile = profileOf(server.address());
        profile.name = hostile;
        desk.saveBefore(profile, "sec-1");
        AppDialog dialog(desk.startController(), profile);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(shown(dialog));
        QTest::mouseClick(&in(dialog, u"testButton"_s), Qt::LeftButton);
        QTRY_VERIFY(isRead(dialog, markup));
        QCOMPARE(troubleIn(dialog).join(u'|'), QString());
    }

    void namesOfAppsInAnImportedFile()
    {
        Desk desk;
        AppProfile profile = desk.someApp(hostile);
        profile.environment = Environment::Production;
        desk.saveBefore(profile, {});
        desk.startWindow();
        desk.window->openApp(profile.id);
        QTRY_VERIFY(isRead(*desk.window, u"The keychain has no secret for “"_s + markup));
        QCOMPARE(troubleIn(*desk.window).join(u'|'), QString());
        desk.window->showPalette();
        QCOMPARE(troubleIn(*desk.window).join(u'|'), QString());
    }
};

QTEST_MAIN(ServerTextTest)
#include "tst_servertext.moc"
