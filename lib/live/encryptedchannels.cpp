// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/encryptedchannels.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <sodium.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

Failure failed(ApiError::Kind kind, const char *text)
{
    ApiError error;
    error.kind = kind;
    error.message = QCoreApplication::translate("EncryptedChannels", text);
    return Failure(error);
}

} // namespace

Secret sharedSecret(const QByteArray &channel, const Secret &masterKey)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(channel);
    hash.addData(masterKey.reveal());
    return Secret(hash.result());
}

QByteArray encryptedData(const QByteArray &plain, const Secret &sharedSecret)
{
    Q_ASSERT(sharedSecret.reveal().size() == crypto_secretbox_KEYBYTES);
    QByteArray nonce(crypto_secretbox_NONCEBYTES, Qt::Uninitialized);
    randombytes_buf(nonce.data(), static_cast<size_t>(nonce.size()));
    QByteArray box(plain.size() + crypto_secretbox_MACBYTES, Qt::Uninitialized);
    crypto_secretbox_easy(reinterpret_cast<unsigned char *>(box.data()), bytesOf(plain),
                          static_cast<unsigned long long>(plain.size()), bytesOf(nonce),
                          bytesOf(sharedSecret.reveal()));
    // Base64 needs no escaping, so the text can be put together as it is, nonce first like the official SDKs.
    return R"({"nonce":")" + nonce.toBase64() + R"(","ciphertext":")" + box.toBase64() + R"("})";
}

qsizetype encryptedSize(qsizetype plain)
{
    const auto base64 = [](qsizetype bytes) { return (bytes + 2) / 3 * 4; };
    constexpr qsizetype frame = std::char_traits<char>::length(R"({"nonce":"","ciphertext":""})");
    return frame + base64(crypto_secretbox_NONCEBYTES) + base64(plain + crypto_secretbox_MACBYTES);
}

Result<QByteArray> decryptedData(const QByteArray &data, const Secret &sharedSecret)
{
    const QJsonObject object = QJsonDocument::fromJson(data).object();
    const auto nonce = QByteArray::fromBase64Encoding(object[u"nonce"_s].toString().toLatin1());
    const auto box = QByteArray::fromBase64Encoding(object[u"ciphertext"_s].toString().toLatin1());
    if (!nonce || !box || nonce.decoded.size() != crypto_secretbox_NONCEBYTES ||
        box.decoded.size() < crypto_secretbox_MACBYTES)
        return failed(ApiError::Kind::BadReply,
                      QT_TRANSLATE_NOOP("EncryptedChannels", "The data is not an encrypted event."));
    QByteArray plain(box.decoded.size() - crypto_secretbox_MACBYTES, Qt::Uninitialized);
    const int opened = crypto_secretbox_open_easy(reinterpret_cast<unsigned char *>(plain.data()), bytesOf(box.decoded),
                                                  static_cast<unsigned long long>(box.decoded.size()),
                                                  bytesOf(nonce.decoded), bytesOf(sharedSecret.reveal()));
    if (opened != 0) {
        return failed(ApiError::Kind::BadReply,
                      QT_TRANSLATE_NOOP("EncryptedChannels",
                                        "The event cannot be decrypted: the master key is another one, the channel "
                                        "name is another one, or the data is damaged."));
    }
    return plain;
}

Result<Secret> masterKeyFromBase64(const QByteArray &base64)
{
    auto result = QByteArray::fromBase64Encoding(base64.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!result || result.decoded.size() != crypto_secretbox_KEYBYTES) {
        return failed(
            ApiError::Kind::Invalid,
            QT_TRANSLATE_NOOP("EncryptedChannels",
                              "The encryption master key must be 32 bytes, written as 44 characters of base64."));
    }
    return Secret(std::move(result.decoded));
}

} // namespace channelscope
