// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <sodium.h>

namespace channelscope {

namespace {

void wipe(QByteArray *bytes)
{
    // data() of a shared array would detach and leave the original behind; we are its only owner here.
    sodium_memzero(bytes->data(), static_cast<size_t>(bytes->size()));
    delete bytes;
}

} // namespace

Secret::Secret(QByteArray &&bytes)
{
    auto own = std::shared_ptr<QByteArray>(new QByteArray(bytes.constData(), bytes.size()), wipe);
    if (bytes.isDetached())
        sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    bytes.clear();
    m_bytes = std::move(own);
}

bool Secret::equals(const Secret &other) const
{
    const auto a = reveal();
    const auto b = other.reveal();
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

} // namespace channelscope
