// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watcher.h"

#include "http/patience.h"
#include "publishing/publishpace.h"
#include "stopsignal.h"
#include "text.h"

#include <QTime>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longest = 60s;

// A later answer will not be a better one. The first answer also shows whether the question makes sense.
bool isFinal(ApiError::Kind kind, bool isFirst)
{
    using Kind = ApiError::Kind;
    switch (kind) {
    case Kind::Invalid:
    case Kind::Guard:
    case Kind::MissingCredentials:
    case Kind::Keychain:
    case Kind::Canceled:
    case Kind::Unauthorized: return true;
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Redirected:
    case Kind::Rejected:
    case Kind::BadReply: return isFirst;
    default: return false;
    }
}

} // namespace

Watcher::Watcher(CommandContext &context, std::chrono::milliseconds interval, std::function<void()> ask)
    : QObject(&context)
    , m_context(context)
    , m_interval(interval)
    , m_ask(std::move(ask))
{
    m_again.setSingleShot(true);
    m_again.setTimerType(Qt::PreciseTimer);
    m_again.callOnTimeout(this, &Watcher::ask);
    connect(new StopSignal(this), &StopSignal::received, this, [this] { m_context.done(); });
}

void Watcher::start()
{
    ask();
}

void Watcher::ask()
{
    m_asked.start();
    m_ask();
}

void Watcher::answered()
{
    m_isFirst = false;
    m_failures = 0;
    if (!m_context.output().flush() || m_context.output().isReaderGone()) {
        m_context.done();
        return;
    }
    // A server that is slower than it is asked is left alone for as long as it took.
    const std::chrono::milliseconds took(m_asked.elapsed());
    m_again.start(
        std::min(std::max(m_interval - took, took), std::max<std::chrono::milliseconds>(m_interval, longest)));
}

void Watcher::failed(const ApiError &error)
{
    if (isFinal(error.kind, m_isFirst)) {
        m_context.fail(error);
        return;
    }
    const auto delay =
        patience(error, backOff(++m_failures, m_interval, std::max<std::chrono::milliseconds>(longest, m_interval)));
    m_context.output().note(tr("%1 %2 Asking again in %3 s.")
                                .arg(QTime::currentTime().toString(u"HH:mm:ss"_s), m_context.problem(error).message)
                                .arg(static_cast<double>(delay.count()) / 1000));
    m_again.start(delay);
}

} // namespace channelscope
