// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signs a typical trigger request over and over: bench_sign BODY_FILE [Google Benchmark's options]
// bench_sign BODY_FILE check TIMESTAMP  prints the signature for one moment, to be compared with the peer's.
#include "core/clock.h"
#include "http/requestsigner.h"

#include <QFile>

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

RequestSigner signer()
{
    return RequestSigner({u"3"_s, u"278d425bdf160c739803"_s, Secret("7ad3773142a6692b25b8"), {}});
}

UnsignedRequest trigger(const QByteArray &body)
{
    return {"POST", "/apps/3/events", {}, body};
}

void sign(benchmark::State &state, const QByteArray &body)
{
    const RequestSigner ours = signer();
    const UnsignedRequest request = trigger(body);
    const Clock clock = systemClock();
    for (auto _ : state)
        benchmark::DoNotOptimize(ours.sign(request, unixSeconds(clock())).query);
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    QFile file(QString::fromLocal8Bit(argv[1]));
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    const QByteArray body = file.readAll();
    if (argc == 4 && std::strcmp(argv[2], "check") == 0) {
        std::puts(signer().sign(trigger(body), QByteArray(argv[3]).toLongLong()).signature.constData());
        return 0;
    }
    benchmark::RegisterBenchmark("sign", [&body](benchmark::State &state) { sign(state, body); });
    argv[1] = argv[0];
    --argc;
    ++argv;
    benchmark::Initialize(&argc, argv);
    return benchmark::RunSpecifiedBenchmarks() == 1 ? 0 : 1;
}
