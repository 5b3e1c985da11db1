// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace channelscope {

//! Bytes that must not leave the process by accident: no debug operator, no conversion, wiped when the last copy goes.
//! Copies share one buffer. Safe to copy between threads; the bytes never change.
class Secret
{
public:
    Secret() = default;
    //! Takes over `bytes`: the argument is wiped if it was the only reference to its data.
    explicit Secret(QByteArray &&bytes);

    [[nodiscard]] bool isEmpty() const { return !m_bytes || m_bytes->isEmpty(); }
    //! The bytes themselves, to be handed to a cryptographic function or to the keychain and to nothing else.
    [[nodiscard]] QByteArrayView reveal() const { return m_bytes ? QByteArrayView(*m_bytes) : QByteArrayView(); }

    //! Constant-time comparison of the contents.
    [[nodiscard]] bool equals(const Secret &other) const;

private:
    std::shared_ptr<const QByteArray> m_bytes;
};

} // namespace channelscope
