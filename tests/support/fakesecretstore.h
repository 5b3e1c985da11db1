// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/secretstore.h"

#include <QHash>
#include <QPromise>
#include <QStringList>

#include <functional>
#include <memory>

namespace channelscope {

//! A keychain in memory that does what a test asks: fails in a chosen way, answers only when released, or never.
//! Answers come through the event loop, as a real keychain's do.
class FakeSecretStore final : public SecretStore
{
public:
    enum class Answers { Promptly, WhenReleased };

    QHash<QString, QByteArray> entries;
    QStringList calls;                  //!< "read KEY", "write KEY", "remove KEY", in order
    std::optional<SecretError> failure; //!< what every call ends with while it is set
    QString failingKey;                 //!< if set, only calls about this key fail
    Answers answers = Answers::Promptly;

    //! As a real store does it, what is still open ends with NoAnswer.
    ~FakeSecretStore() override
    {
        failure = SecretError{SecretError::Kind::NoAnswer, {}};
        failingKey.clear();
        release();
    }

    //! Answers all that is waiting, now.
    void release()
    {
        while (!m_waiting.isEmpty())
            m_waiting.takeFirst()();
    }
    [[nodiscard]] qsizetype waiting() const { return m_waiting.size(); }

    QFuture<SecretResult<std::optional<Secret>>> read(const QString &key) override
    {
        calls << QStringLiteral("read ") + key;
        return answer<std::optional<Secret>>(key, [this, key]() -> std::optional<Secret> {
            if (!entries.contains(key))
                return std::nullopt;
            return Secret(QByteArray(entries.value(key)));
        });
    }

    QFuture<SecretResult<void>> write(const QString &key, const Secret &secret) override
    {
        calls << QStringLiteral("write ") + key;
        return answer<void>(key, [this, key, secret] { entries.insert(key, secret.reveal().toByteArray()); });
    }

    QFuture<SecretResult<void>> remove(const QString &key) override
    {
        calls << QStringLiteral("remove ") + key;
        return answer<void>(key, [this, key] { entries.remove(key); });
    }

private:
    template <typename T, typename Work>
    QFuture<SecretResult<T>> answer(const QString &key, Work work)
    {
        const auto promise = std::make_shared<QPromise<SecretResult<T>>>();
        promise->start();
        m_waiting.append([this, promise, key, work] {
            if (failure && (failingKey.isEmpty() || failingKey == key)) {
                promise->addResult(SecretResult<T>(tl::unexpected(*failure)));
            } else if constexpr (std::is_void_v<T>) {
                work();
                promise->addResult(SecretResult<T>());
            } else {
                promise->addResult(SecretResult<T>(work()));
            }
            promise->finish();
        });
        if (answers == Answers::Promptly)
            QMetaObject::invokeMethod(
                &m_context, [this] { release(); }, Qt::QueuedConnection);
        return promise->future();
    }

    QObject m_context;
    QList<std::function<void()>> m_waiting;
};

} // namespace channelscope
