// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"
#include "support/memory.h"

#include <netinet/in.h>
#include <unistd.h>

#include <QtCore/QFile>

#include <atomic>
#include <thread>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mega = 1024 * 1024;
constexpr qint64 huge = 2048 * mega;

//! What the system itself holds between two ends of a connection at most, in bytes: sent, and read by nobody.
qint64 heldBySystem()
{
    qint64 most = 0;
    for (const char *buffer : {"/proc/sys/net/ipv4/tcp_rmem", "/proc/sys/net/ipv4/tcp_wmem"}) {
        QFile file(QString::fromLatin1(buffer));
        most += file.open(QFile::ReadOnly) ? file.readAll().simplified().split(' ').last().toLongLong() : 16 * mega;
    }
    return most;
}

//! Answers one request with 2 GB, from a thread of its own and as fast as they are taken.
class HugeServer
{
public:
    explicit HugeServer(bool tellsLength)
        : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 1) != 0 ||
            ::getsockname(m_listener, plain, &size) != 0)
            qFatal("No port on loopback");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this, tellsLength] { serve(tellsLength); });
    }
    ~HugeServer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    Q_DISABLE_COPY_MOVE(HugeServer)

    [[nodiscard]] ServerAddress address() const { return {false, u"127.0.0.1"_s, m_port, {}, true}; }
    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    void serve(bool tellsLength)
    {
        const int connection = ::accept(m_listener, nullptr, nullptr);
        QByteArray request(4096, '\0');
        const bool asked = ::recv(connection, request.data(), static_cast<size_t>(request.size()), 0) > 0;
        const QByteArray head = "HTTP/1.1 200 OK\r\n" +
                                (tellsLength ? "Content-Length: " + QByteArray::number(huge) + "\r\n" : QByteArray()) +
                                "\r\n{\"channels\":{\"";
        const QByteArray part(256 * 1024, 'x');
        bool taken = asked && send(connection, head);
        while (taken && m_sent < huge)
            taken = send(connection, part);
        ::close(connection);
        m_over = true;
    }

    bool send(int connection, const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const auto written =
                ::send(connection, bytes.data() + at, static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
            if (written <= 0)
                return false;
            at += written;
            m_sent += written;
        }
        return true;
    }

    int m_listener;
    int m_port = 0;
    std::atomic<qint64> m_sent = 0;
    std::atomic<bool> m_over = false;
    std::thread m_thread;
};

} // namespace

class TestHttpHugeReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsReadingAtTheLimit_data()
    {
        QTest::addColumn<bool>("tellsLength");
        QTest::newRow("length told") << true;
        QTest::newRow("no length told") << false;
    }
    void stopsReadingAtTheLimit();
    void readsNoFasterThanItIsListenedTo();
};

void TestHttpHugeReply::stopsReadingAtTheLimit()
{
    QFETCH(const bool, tellsLength);
    constexpr qint64 limit = 48 * mega;
    HugeServer server(tellsLength);
    Client client(server.address(), {std::chrono::seconds(20), std::chrono::seconds(20), limit});
    forgetPeakMemory();
    const qint64 before = memoryKb("VmRSS");
    const auto reply = client.ask();
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ApiError::Kind::ReplyTooLarge);
    QCOMPARE(reply.error().message, u"The reply is larger than 48 MB."_s);
    QTRY_VERIFY(server.isOver()); // it was hung up on
    const qint64 most = tellsLength ? 16 * mega : limit + 32 * mega;
    QVERIFY2(server.sent() < most + heldBySystem(), QByteArray::number(server.sent()).constData());
    const qint64 taken = (memoryKb("VmHWM") - before) * 1024;
    if (memoryIsTold)
        QVERIFY2(taken < most, QByteArray::number(taken).constData());
}

void TestHttpHugeReply::readsNoFasterThanItIsListenedTo()
{
    HugeServer server(false);
    Client client(server.address(), {std::chrono::seconds(20), std::chrono::seconds(20), 1024 * mega});
    std::stop_source stop;
    forgetPeakMemory();
    const qint64 before = memoryKb("VmRSS");
    const auto reply = client.http.send(read(), stop.get_token());
    QTRY_VERIFY(server.sent() > 0);
    // This thread is busy now; the other ends can only wait once what may lie unread is full.
    qint64 seen = -1;
    while (std::exchange(seen, server.sent()) != server.sent())
        QThread::msleep(200);
    QVERIFY2(server.sent() < 32 * mega + heldBySystem(), QByteArray::number(server.sent()).constData());
    QVERIFY((memoryKb("VmHWM") - before) / 1024 < 64);
    stop.request_stop();
    QCOMPARE(failure(reply).kind, ApiError::Kind::Canceled);
}

QTEST_GUILESS_MAIN(TestHttpHugeReply)
#include "tst_httphugereply.moc"
