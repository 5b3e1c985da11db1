// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Publishes distinct events through the bulk publisher and prints "events-per-second CPU-µs-per-event":
//
//   bench_publish http|https PORT batches|singles EVENTS [CERTIFICATE]
//
// The server is on 127.0.0.1; CERTIFICATE is one to trust. Six requests are in flight, and a short run before the
// measured one opens the connections.
#include "publishing/publisher.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSslConfiguration>

#include <chrono>
#include <cstdio>
#include <sys/resource.h>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

EventBatch distinctEvents(qsizetype count)
{
    constexpr qsizetype channels = 100;
    EventBatch events;
    events.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        events.append({u"bench-%1"_s.arg(i % channels),
                       u"measured"_s,
                       R"({"id":)" + QByteArray::number(i) + R"(,"text":"an event like any other","ok":true})",
                       {},
                       {}});
    }
    return events;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

bool publish(ChannelsApi &api, const EventBatch &events, Publisher::Mode mode)
{
    Publisher::Options options;
    options.mode = mode;
    Publisher publisher(api, events, options);
    QEventLoop loop;
    QObject::connect(&publisher, &Publisher::finished, &loop, &QEventLoop::quit);
    publisher.start();
    loop.exec();
    if (publisher.error())
        std::fprintf(stderr, "%s\n", qPrintable(publisher.error()->message));
    return publisher.report().count(RowState::Sent) == events.size();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (argc < 5)
        return 2;
    if (argc > 5) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        if (!tls.addCaCertificates(arguments[5]))
            return 2;
        QSslConfiguration::setDefaultConfiguration(tls);
    }
    const ServerAddress address{arguments[1] == "https"_L1, u"127.0.0.1"_s, arguments[2].toInt(), {}, true};
    const auto mode = arguments[3] == "singles"_L1 ? Publisher::Mode::SingleEvents : Publisher::Mode::Batches;
    HttpClient http(address, {u"3"_s, u"278d425bdf160c739803"_s, Secret("7ad3773142a6692b25b8"), {}});
    ChannelsApi api(http, u"3"_s, dialectOf(ServerKind::Pusher), Guard(GuardLevel::Normal));

    constexpr qsizetype warmUp = 300;
    const EventBatch events = distinctEvents(arguments[4].toLongLong());
    if (!publish(api, distinctEvents(warmUp), mode))
        return 1;
    const double cpu = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    if (!publish(api, events, mode))
        return 1;
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    const auto count = static_cast<double>(events.size());
    std::printf("%.0f %.2f\n", count / time.count(), (cpuSeconds() - cpu) * 1e6 / count);
    return 0;
}
