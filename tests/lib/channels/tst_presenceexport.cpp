// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/presenceexport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s; // 2023-11-14T22:13:20Z

WatchedUsers twoUsers()
{
    return {{{u"=cmd,\"x\""_s, R"({"name":"Ann"})"}, start, start + 5s, Moment(0), true},
            {{u"7"_s, {}}, start + 1s, start + 2s, start + 5s, false, start - 1s, {}}};
}

} // namespace

class PresenceExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvTellsWhoAndSinceWhenAndIsNoFormula()
    {
        QCOMPARE(usersToCsv(twoUsers()),
                 "id,present,first_seen,first_seen_after,there_before,last_seen,user_info\r\n"
                 "\"'=cmd,\"\"x\"\"\",true,2023-11-14T22:13:20.000Z,,true,2023-11-14T22:13:25.000Z,"
                 "\"{\"\"name\"\":\"\"Ann\"\"}\"\r\n"
                 "7,false,2023-11-14T22:13:21.000Z,2023-11-14T22:13:19.000Z,false,2023-11-14T22:13:22.000Z,\r\n"_ba);
    }

    void jsonKeepsIdsAsTheyAreAndInfoAsJson()
    {
        const QJsonObject root = QJsonDocument::fromJson(usersToJson(u"presence-a"_s, twoUsers())).object();
        QCOMPARE(root.value(u"channel"_s).toString(), u"presence-a"_s);
        const QJsonObject first = root.value(u"users"_s).toArray().at(0).toObject();
        QCOMPARE(first.value(u"id"_s).toString(), u"=cmd,\"x\""_s);
        QCOMPARE(first.value(u"user_info"_s).toObject().value(u"name"_s).toString(), u"Ann"_s);
        const QJsonObject second = root.value(u"users"_s).toArray().at(1).toObject();
        QCOMPARE(second.value(u"present"_s).toBool(), false);
        QVERIFY(first.value(u"first_seen_after"_s).isNull());
        QCOMPARE(second.value(u"first_seen_after"_s).toString(), u"2023-11-14T22:13:19.000Z"_s);
        QVERIFY(!second.contains(u"user_info"_s));
    }

    void jsonKeepsWhatWasToldDigitForDigit()
    {
        WatchedUsers users = twoUsers();
        users[0].user.userInfo = R"({"id":123456789012345678901234567890,"x":1.10})";
        users[1].user.userInfo = "not JSON";
        users[1].user.other = R"({"price":1.10})";
        const QByteArray json = usersToJson(u"presence-a"_s, users);
        QVERIFY2(json.contains(R"("other":{"price":1.10}})"), json.constData());
        QVERIFY2(json.contains("\"user_info\":" + users[0].user.userInfo + '}'), json.constData());
        const QJsonArray all = QJsonDocument::fromJson(json).object().value(u"users"_s).toArray();
        QCOMPARE(all.at(1).toObject().value(u"user_info"_s).toString(), u"not JSON"_s);
        QCOMPARE(QJsonDocument::fromJson(usersToJson(u"a"_s, {})).object().value(u"users"_s).toArray().size(), 0);
    }
};

QTEST_GUILESS_MAIN(PresenceExportTest)
#include "tst_presenceexport.moc"
