// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apierror.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

class TestApiError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryStatus_data();
    void knowsEveryStatus();
    void hasAWordForEveryKind();
};

void TestApiError::knowsEveryStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ApiError::Kind>("kind");
    const auto row = [](int status, Kind kind) { QTest::addRow("%d", status) << status << kind; };
    row(300, Kind::Redirected);
    row(302, Kind::Redirected);
    row(399, Kind::Redirected);
    row(400, Kind::Rejected);
    row(401, Kind::Unauthorized);
    row(402, Kind::Rejected);
    row(403, Kind::Forbidden);
    row(404, Kind::NotFound);
    row(405, Kind::Rejected);
    row(407, Kind::Proxy);
    row(408, Kind::Timeout);
    row(413, Kind::TooLarge);
    row(422, Kind::Rejected);
    row(429, Kind::RateLimited);
    row(499, Kind::Rejected);
    row(500, Kind::ServerFailure);
    row(503, Kind::ServerFailure);
    row(599, Kind::ServerFailure);
    row(600, Kind::BadReply);
    row(4009, Kind::BadReply); // a WebSocket code where a status belongs
}

void TestApiError::knowsEveryStatus()
{
    QFETCH(int, status);
    QTEST(kindOfStatus(status), "kind");
}

void TestApiError::hasAWordForEveryKind()
{
    static const QRegularExpression word(u"^[a-z]+(_[a-z]+)*$"_s);
    QSet<QString> words;
    for (int kind = 0; kind <= static_cast<int>(Kind::ReplyTooLarge); ++kind) {
        const QString name = kindName(static_cast<Kind>(kind));
        QVERIFY2(word.match(name).hasMatch(), qPrintable(name));
        words.insert(name);
    }
    QCOMPARE(words.size(), static_cast<int>(Kind::ReplyTooLarge) + 1);
    // Scripts depend on these.
    QCOMPARE(kindName(Kind::Unauthorized), u"unauthorized"_s);
    QCOMPARE(kindName(Kind::MissingCredentials), u"missing_credentials"_s);
    QCOMPARE(kindName(Kind::Guard), u"guard"_s);
}

QTEST_GUILESS_MAIN(TestApiError)
#include "tst_apierror.moc"
