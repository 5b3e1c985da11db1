// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpclient.h"

#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <optional>

class QNetworkReply;

namespace channelscope {

class OneShotBody;

//! One request of an HttpClient, from sending to its single outcome. Belongs to its client and is nobody else's
//! business; deletes itself when the outcome is told.
class HttpClient::Exchange : public QObject
{
public:
    Exchange(HttpClient &client, const HttpRequest &request, const std::stop_token &stop);
    ~Exchange() override;

    [[nodiscard]] QFuture<Result<HttpReply>> future() const { return m_promise.future(); }
    void start();

private:
    void prepare(const HttpRequest &request);
    void startTimers();
    void send();
    void read();
    void ended();
    void check();
    void failedToCarry();
    void readMetaData();
    [[nodiscard]] QByteArray withoutOurSignature(QByteArray text) const;
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] bool mayHaveHappened() const;
    void failed(ApiError::Kind kind, const QString &message);
    void conclude(std::optional<ApiError> error);
    void tell();

    HttpClient &m_client;
    QPromise<Result<HttpReply>> m_promise;
    const std::stop_token m_token;
    std::optional<std::stop_callback<std::function<void()>>> m_stop;
    QNetworkRequest m_request;
    OneShotBody *m_body = nullptr;
    QNetworkReply *m_reply = nullptr;
    QTimer m_idle;
    QTimer m_whole;
    QElapsedTimer m_elapsed;
    QByteArray m_received;
    RequestRecord m_record;
    QString m_refusal;
    std::optional<Result<HttpReply>> m_outcome;
    bool m_changesSomething = false;
    bool m_hasEnded = false;  //!< nothing more comes; some may not be read yet
    bool m_isChecked = false; //!< or is being checked
    bool m_done = false;      //!< there is an outcome
    bool m_told = false;      //!< and everybody knows
};

} // namespace channelscope
