// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulkfixture.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace std::chrono_literals;

namespace {

// A server that does any of the things that servers do, at random, and remembers what it did with each row.
class ChaoticServer : public ScriptedServer
{
public:
    enum class Deed : quint8 { Took, RateLimited, Refused, LeftUnanswered };

    explicit ChaoticServer(quint32 seed)
        : m_random(seed)
    {
        decideBy([this](const Request &request) { return decide(request); });
    }

    void behave() { m_behaves = true; }

    [[nodiscard]] const QList<std::pair<qsizetype, Deed>> &deeds() const { return m_deeds; }
    [[nodiscard]] QList<Deed> deedsTo(qsizetype row) const
    {
        QList<Deed> deeds;
        for (const auto &[one, deed] : m_deeds) {
            if (one == row)
                deeds << deed;
        }
        return deeds;
    }

private:
    Answer decide(const Request &request)
    {
        const auto [deed, answer] = m_behaves ? std::pair(Deed::Took, taken()) : misbehave();
        const QList<qsizetype> rows = rowsIn(request);
        for (const qsizetype row : rows)
            m_deeds.append({row, deed});
        return answer;
    }

    std::pair<Deed, Answer> misbehave()
    {
        // A refusal early on, so that no seed is without one; then whatever comes.
        constexpr int refusal = 7;
        switch (++m_misbehaved == 4 ? refusal : m_random.bounded(32)) {
        case 0:
        case 10: return {Deed::LeftUnanswered, Answer::drop()};
        case 1:
        case 11: return {Deed::LeftUnanswered, Answer::reset()};
        case 2: return {Deed::LeftUnanswered, Answer::silence()};
        case 3:
        case 12: return {Deed::LeftUnanswered, Answer::reply(500, "Internal server error")};
        case 4: return {Deed::LeftUnanswered, Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")};
        case 5:
        case 13: return {Deed::RateLimited, Answer::reply(429, "Too many requests.", {{"Retry-After", "0"}})};
        case 6:
        case 14: return {Deed::RateLimited, Answer::reply(200, R"({"error":"Too many requests.","code":429})")};
        case refusal:
        case 15: return {Deed::Refused, Answer::reply(413, "Payload too large.")};
        case 8: goAway(); return {Deed::LeftUnanswered, Answer::drop()};
        default: return {Deed::Took, goodAnswer()};
        }
    }

    // Each of them says that the events were taken.
    Answer goodAnswer()
    {
        static const QList<Answer> answers{
            taken(),
            Answer::reply(200),
            Answer::reply(200, ""),
            Answer::raw("HTTP/1.1 204 No Content\r\n\r\n", Answer::Then::KeepOpen),
            Answer::reply(200, "OK"),
            Answer::reply(200, R"({"batch":"x","channels":{"room-1":{"user_count":"5"}}})"),
            Answer::raw("HTTP/1.0 200 OK\r\n\r\n{}"),
            Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), // and closes without saying so
        };
        return answers[m_random.bounded(static_cast<int>(answers.size()))];
    }

    // For a moment nobody can connect.
    void goAway()
    {
        if (!isListening())
            return;
        const quint16 port = serverPort();
        close();
        QTimer::singleShot(m_random.bounded(1, 20), this, [this, port] {
            if (!listen(QHostAddress::LocalHost, port))
                qFatal("The port is gone");
        });
    }

    QRandomGenerator m_random;
    int m_misbehaved = 0;
    bool m_behaves = false;
    QList<std::pair<qsizetype, Deed>> m_deeds;
};

using Deed = ChaoticServer::Deed;

constexpr qsizetype rowCount = 700;
constexpr qsizetype channelCount = 23;

PublishReport reportAt(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return PublishReport();
    const auto report = PublishReport::fromJsonLines(file.readAll(), rowCount);
    return report ? *report : PublishReport();
}

} // namespace

// What a bulk publish says of a server that does as it likes is compared with what the server knows.
class TestPublisherChaos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReportIsTrueAndResumingCompletesIt_data();
    void theReportIsTrueAndResumingCompletesIt();

private:
    void checkTruth(const PublishReport &report, const ChaoticServer &server);
};

void TestPublisherChaos::theReportIsTrueAndResumingCompletesIt_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<Publisher::Mode>("mode");
    for (quint32 seed = 1; seed <= 6; ++seed) {
        QTest::addRow("batches, seed %u", seed) << seed << Publisher::Mode::Batches;
        if (seed == 1)
            QTest::addRow("single events, seed %u", seed) << seed << Publisher::Mode::SingleEvents;
    }
}

void TestPublisherChaos::checkTruth(const PublishReport &report, const ChaoticServer &server)
{
    QHash<qsizetype, qsizetype> lastOfChannel;
    for (const auto &[row, deed] : server.deeds()) {
        if (deed == Deed::RateLimited)
            continue;
        QVERIFY2(lastOfChannel.value(row % channelCount, -1) < row, "twice, or out of order");
        lastOfChannel[row % channelCount] = row;
    }
    for (qsizetype row = 0; row < rowCount; ++row) {
        QList<Deed> deeds = server.deedsTo(row);
        deeds.removeAll(Deed::RateLimited);
        const QByteArray told = report.line(row);
        switch (report.state(row)) {
        case RowState::Sent: QVERIFY2(deeds == QList{Deed::Took}, told.constData()); break;
        case RowState::Refused: QVERIFY2(deeds == QList{Deed::Refused}, told.constData()); break;
        case RowState::Unknown:
            // What is lost on its way to a server that goes away, or answered when nobody waits any more, looks the
            // same from here.
            QVERIFY2(deeds.size() <= 1 && !deeds.contains(Deed::Refused), told.constData());
            break;
        case RowState::Unsent: QVERIFY2(deeds.isEmpty(), told.constData()); break;
        }
    }
}

void TestPublisherChaos::theReportIsTrueAndResumingCompletesIt()
{
    QFETCH(const quint32, seed);
    QFETCH(const Publisher::Mode, mode);
    const QTemporaryDir folder;
    ChaoticServer server(seed);
    HttpClient::Limits limits = patient();
    limits.idleTimeout = 300ms;
    Client client(server.address(), limits);
    ChannelsApi api(client.http, u"app-1"_s, dialectOf(ServerKind::Soketi), Guard(GuardLevel::Normal));
    const EventBatch events = numberedEvents(rowCount, channelCount);
    Publisher::Options options = quick();
    options.mode = mode;
    options.reportPath = folder.filePath(u"report.jsonl"_s);

    Publisher first(api, events, options);
    // Stopped half way, so that something is left unsent.
    connect(&first, &Publisher::progressed, &first, [&] {
        if (first.progress().done > rowCount * 2 / 3)
            first.cancel();
    });
    runToEnd(first);
    checkTruth(first.report(), server);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(reportAt(options.reportPath), first.report());
    for (const RowState state : {RowState::Sent, RowState::Refused, RowState::Unknown, RowState::Unsent})
        QVERIFY2(first.report().count(state) > 0, qPrintable(rowStateKey(state)));

    server.behave();
    const auto before = server.deeds().size();
    Publisher second(api, events, options);
    QSignalSpy finished(&second, &Publisher::finished);
    second.start(reportAt(options.reportPath), RowState::Unsent | RowState::Refused);
    QVERIFY(finished.wait(20'000));
    const PublishReport after = reportAt(options.reportPath);
    QCOMPARE(after, second.report());
    QCOMPARE(after.rows(RowState::Unknown), first.report().rows(RowState::Unknown));
    QCOMPARE(after.count(RowState::Sent) + after.count(RowState::Unknown), rowCount);
    QList<qsizetype> resent;
    for (const auto &[row, deed] : server.deeds().sliced(before))
        resent << row;
    QVERIFY(isInOrder(resent, channelCount));
    std::sort(resent.begin(), resent.end());
    QCOMPARE(resent, first.report().rows(RowState::Unsent | RowState::Refused));
}

QTEST_GUILESS_MAIN(TestPublisherChaos)
#include "tst_publisherchaos.moc"
