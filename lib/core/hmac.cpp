// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hmac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

namespace channelscope {

struct HmacSha256::Private
{
    struct MacDeleter
    {
        void operator()(EVP_MAC *mac) const { EVP_MAC_free(mac); }
        void operator()(EVP_MAC_CTX *context) const { EVP_MAC_CTX_free(context); }
    };

    std::unique_ptr<EVP_MAC, MacDeleter> mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    std::unique_ptr<EVP_MAC_CTX, MacDeleter> context{EVP_MAC_CTX_new(mac.get())};
};

HmacSha256::HmacSha256(const Secret &key)
    : d(std::make_unique<Private>())
{
    char digest[] = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                               OSSL_PARAM_construct_end()};
    // A null key pointer would mean "keep the previous key"; an empty secret is still a key.
    const QByteArrayView bytes = key.isEmpty() ? QByteArrayView("") : key.reveal();
    const int ok = EVP_MAC_init(d->context.get(), reinterpret_cast<const unsigned char *>(bytes.data()),
                                static_cast<size_t>(bytes.size()), parameters.data());
    if (ok != 1)
        qFatal("OpenSSL offers no HMAC-SHA256");
}

HmacSha256::~HmacSha256() = default;
HmacSha256::HmacSha256(HmacSha256 &&) noexcept = default;
HmacSha256 &HmacSha256::operator=(HmacSha256 &&) noexcept = default;

QByteArray HmacSha256::hex(QByteArrayView message) const
{
    std::array<unsigned char, 32> digest{};
    size_t length = 0;
    EVP_MAC_CTX *context = d->context.get();
    EVP_MAC_init(context, nullptr, 0, nullptr);
    EVP_MAC_update(context, reinterpret_cast<const unsigned char *>(message.data()),
                   static_cast<size_t>(message.size()));
    EVP_MAC_final(context, digest.data(), &length, digest.size());

    static constexpr char digits[] = "0123456789abcdef";
    QByteArray hex(64, Qt::Uninitialized);
    char *out = hex.data();
    for (const unsigned char byte : digest) {
        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 0xf];
    }
    return hex;
}

} // namespace channelscope
