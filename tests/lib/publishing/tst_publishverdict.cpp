// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishverdict.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;
using Verdict = PublishVerdict;

class TestPublishVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsFromTheError_data();
    void followsFromTheError();
    void whatMayHaveHappenedIsUnknownWhateverElseItIs();
    void theServersWordsAreKept();
    void knowsOfWhichEventTheServerSpeaks_data();
    void knowsOfWhichEventTheServerSpeaks();
    void aLongTextIsCut();
    void withoutWordsTheStatusIsTold();
};

namespace {

ApiError errorOf(Kind kind, int status = 0, const QString &message = {})
{
    ApiError error;
    error.kind = kind;
    error.status = status;
    error.wireStatus = status;
    error.message = message;
    return error;
}

} // namespace

void TestPublishVerdict::followsFromTheError_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("no address") << Kind::Dns << 0 << Verdict::SendAgain;
    QTest::newRow("no connection") << Kind::Connection << 0 << Verdict::SendAgain;
    QTest::newRow("no connection in time") << Kind::Timeout << 0 << Verdict::SendAgain;
    QTest::newRow("no proxy") << Kind::Proxy << 0 << Verdict::SendAgain;
    QTest::newRow("429") << Kind::RateLimited << 429 << Verdict::SendAgain;
    QTest::newRow("our validation") << Kind::Invalid << 0 << Verdict::Refused;
    QTest::newRow("400") << Kind::Rejected << 400 << Verdict::Refused;
    QTest::newRow("408") << Kind::Timeout << 408 << Verdict::Refused;
    QTest::newRow("413") << Kind::TooLarge << 413 << Verdict::Refused;
    QTest::newRow("the guard") << Kind::Guard << 0 << Verdict::GiveUp;
    QTest::newRow("no secret") << Kind::MissingCredentials << 0 << Verdict::GiveUp;
    QTest::newRow("canceled before it went") << Kind::Canceled << 0 << Verdict::GiveUp;
    QTest::newRow("no trust") << Kind::Tls << 0 << Verdict::GiveUp;
    QTest::newRow("301") << Kind::Redirected << 301 << Verdict::GiveUp;
    QTest::newRow("401") << Kind::Unauthorized << 401 << Verdict::GiveUp;
    QTest::newRow("403") << Kind::Forbidden << 403 << Verdict::GiveUp;
    QTest::newRow("404") << Kind::NotFound << 404 << Verdict::GiveUp;
    QTest::newRow("407") << Kind::Proxy << 407 << Verdict::GiveUp;
}

void TestPublishVerdict::followsFromTheError()
{
    QFETCH(const Kind, kind);
    QFETCH(const int, status);
    QFETCH(const Verdict, verdict);
    QCOMPARE(publishVerdict(errorOf(kind, status)), verdict);
}

void TestPublishVerdict::whatMayHaveHappenedIsUnknownWhateverElseItIs()
{
    for (int kind = 0; kind <= static_cast<int>(Kind::ReplyTooLarge); ++kind) {
        ApiError error = errorOf(static_cast<Kind>(kind));
        error.outcomeUnknown = true;
        QCOMPARE(publishVerdict(error), Verdict::Unknown);
    }
}

void TestPublishVerdict::theServersWordsAreKept()
{
    ApiError error = errorOf(Kind::TooLarge, 413, u"The event data should be less than 100 KB.\n"_s);
    QCOMPARE(rowMessage(error, 1), u"The event data should be less than 100 KB."_s);
    // Of a whole request nobody says which event it is about.
    QVERIFY(rowMessage(error, 7).startsWith(rowMessage(error, 1)));
    QVERIFY(rowMessage(error, 7).contains(u"7 events"_s));
    error.outcomeUnknown = true;
    QCOMPARE(rowMessage(error, 7), rowMessage(error, 1));
}

void TestPublishVerdict::knowsOfWhichEventTheServerSpeaks_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("isMeant");
    QTest::newRow("channel at the end") << u"Invalid channel name: room 7"_s << true;
    QTest::newRow("channel in marks") << u"Channel 'room 7' is not allowed."_s << true;
    QTest::newRow("event in marks") << u"Event name \"created\" exceeds maximum length of 200"_s << true;
    QTest::newRow("with a full stop") << u"Invalid channel name: room 7.\n"_s << true;
    QTest::newRow("another channel") << u"Invalid channel name: room 77"_s << false;
    QTest::newRow("a word that is also the name") << u"The event was not created by you"_s << false;
    QTest::newRow("nobody") << u"The event data should be less than 100 KB."_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestPublishVerdict::knowsOfWhichEventTheServerSpeaks()
{
    QFETCH(const QString, message);
    QFETCH(const bool, isMeant);
    QCOMPARE(isAbout(message, {u"room 7"_s, u"created"_s, "{}", {}, {}}), isMeant);
    QVERIFY(!isAbout(message, {}));
}

void TestPublishVerdict::aLongTextIsCut()
{
    const QString message = rowMessage(errorOf(Kind::Rejected, 400, QString(5000, u'x')), 1);
    QVERIFY(message.size() < 400);
    QVERIFY(message.endsWith(u'…'));
}

void TestPublishVerdict::withoutWordsTheStatusIsTold()
{
    QVERIFY(rowMessage(errorOf(Kind::Rejected, 422), 1).contains(u"422"_s));
}

QTEST_GUILESS_MAIN(TestPublishVerdict)
#include "tst_publishverdict.moc"
