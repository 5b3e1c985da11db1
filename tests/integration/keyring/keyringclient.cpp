// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Does what the lines on its standard input say with a KeychainSecretStore, and ends with its input:
//   {"do":"read"|"write"|"remove","key":…[,"secret":base64]}  -> {"ok":…[,"secret":base64][,"kind","message"],"gap":ms}
// "gap" is the longest time for which the thread that asked, which stands for a window's, did not get round to
// anything.
#include "apps/keychainsecretstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString word(SecretError::Kind kind)
{
    using Kind = SecretError::Kind;
    switch (kind) {
    case Kind::NoBackend: return u"NoBackend"_s;
    case Kind::NoBus: return u"NoBus"_s;
    case Kind::Locked: return u"Locked"_s;
    case Kind::Denied: return u"Denied"_s;
    case Kind::NoAnswer: return u"NoAnswer"_s;
    case Kind::Failed: return u"Failed"_s;
    }
    Q_UNREACHABLE();
}

class Client : public QObject
{
public:
    explicit Client(std::chrono::milliseconds watchdog)
        : m_store(watchdog)
    {
        connect(&m_input, &QSocketNotifier::activated, this, [this] { readInput(); });
        connect(&m_heartbeat, &QTimer::timeout, this,
                [this] { m_longestGap = std::max(m_longestGap, m_sinceBeat.restart()); });
        m_heartbeat.start(1);
        m_sinceBeat.start();
    }

private:
    void readInput()
    {
        char bytes[4096];
        const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) {
            QCoreApplication::quit();
            return;
        }
        m_buffer += QByteArrayView(bytes, count);
        for (auto end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            const QByteArray line = m_buffer.left(end);
            m_buffer.remove(0, end + 1);
            obey(QJsonDocument::fromJson(line).object());
        }
    }

    void obey(const QJsonObject &command)
    {
        m_sinceBeat.restart();
        m_longestGap = 0;
        const QString key = command[u"key"_s].toString();
        const QString what = command[u"do"_s].toString();
        if (what == "read"_L1) {
            m_store.read(key).then(this, [this](const SecretResult<std::optional<Secret>> &result) {
                QJsonObject reply;
                if (result && *result)
                    reply[u"secret"_s] = QString::fromLatin1((*result)->reveal().toByteArray().toBase64());
                answer(result, reply);
            });
            return;
        }
        const auto done = [this](const SecretResult<void> &result) { answer(result, {}); };
        if (what == "remove"_L1)
            m_store.remove(key).then(this, done);
        else
            m_store.write(key, Secret(QByteArray::fromBase64(command[u"secret"_s].toString().toLatin1())))
                .then(this, done);
    }

    template <typename T>
    void answer(const SecretResult<T> &result, QJsonObject reply)
    {
        reply[u"ok"_s] = result.has_value();
        if (!result) {
            reply[u"kind"_s] = word(result.error().kind);
            reply[u"message"_s] = result.error().message;
        }
        reply[u"gap"_s] = std::max(m_longestGap, m_sinceBeat.elapsed());
        const QByteArray line = QJsonDocument(reply).toJson(QJsonDocument::Compact) + '\n';
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
        std::fflush(stdout);
    }

    KeychainSecretStore m_store;
    QSocketNotifier m_input{STDIN_FILENO, QSocketNotifier::Read};
    QByteArray m_buffer;
    QTimer m_heartbeat;
    QElapsedTimer m_sinceBeat;
    qint64 m_longestGap = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Client client(std::chrono::milliseconds(QByteArray(argc > 1 ? argv[1] : "10000").toInt()));
    return QCoreApplication::exec();
}
