// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace channelscope::test {

//! What a TLS server on 127.0.0.1 needs: a key and a certificate signed by itself, made afresh, good for an hour.
inline QSslConfiguration selfSignedServer()
{
    const auto pem = [](auto write, auto *object) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
        write(memory.get(), object);
        char *data = nullptr;
        const long size = BIO_get_mem_data(memory.get(), &data);
        return QByteArray(data, size);
    };
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("127.0.0.1"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_EXTENSION *names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const auto writeKey = [](BIO *to, EVP_PKEY *from) {
        PEM_write_bio_PrivateKey(to, from, nullptr, nullptr, 0, nullptr, nullptr);
    };
    const auto writeCertificate = [](BIO *to, X509 *from) { PEM_write_bio_X509(to, from); };
    QSslConfiguration server;
    server.setLocalCertificate(QSslCertificate(pem(writeCertificate, certificate.get())));
    server.setPrivateKey(QSslKey(pem(writeKey, key.get()), QSsl::Ec));
    return server;
}

} // namespace channelscope::test
