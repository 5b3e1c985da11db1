// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/channelsapi.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace channelscope {

//! Asks for the counts of channels one by one, where the list does not tell them: few at a time, none again while its
//! answer is fresh, and nobody at all while the server is in trouble or wants to be left alone.
class RowCounts : public QObject
{
    Q_OBJECT

public:
    //! `api` outlives it. So does `countRefusal`: see ChannelDetail.
    RowCounts(const ChannelsApi &api, QString &countRefusal, QObject *parent = nullptr);

    //! The channels to ask for, the most important ones first, until others are wanted; of them those that `lacks` says
    //! yes to when it is their turn.
    void want(const QStringList &channels, std::function<bool(const QString &)> lacks);

    //! What was told of this channel is known to hold no more: it is asked for again, however fresh it is.
    void outdate(const QString &channel) { m_askedAt.remove(channel); }

    //! Another request met with trouble that these would meet as well; it is over when another one succeeds.
    void troubleElsewhere(const ApiError &error);
    void noTroubleElsewhere();

    //! How long nobody is asked, because of trouble.
    [[nodiscard]] std::chrono::milliseconds pause() const;

Q_SIGNALS:
    void told(const channelscope::ChannelState &state);

private:
    void pump();
    void take(const QString &channel, const Result<ChannelState> &state);
    //! How long, if `deadline` was of the last trouble and this comes of the next.
    [[nodiscard]] std::chrono::milliseconds pauseAfter(const ApiError &error, const QDeadlineTimer &deadline);
    [[nodiscard]] bool isFresh(const QString &channel) const;
    void forgetStale();

    const ChannelsApi &m_api;
    QString &m_countRefusal;
    QStringList m_wanted;
    std::function<bool(const QString &)> m_lacks;
    QHash<QString, qint64> m_askedAt; //!< milliseconds of m_age
    QElapsedTimer m_age;
    QSet<QString> m_inFlight;
    int m_failures = 0;                  //!< in a row, whatever the channel
    QDeadlineTimer m_notBefore;          //!< after trouble of these requests
    QDeadlineTimer m_notBeforeElsewhere; //!< after trouble of others
    QTimer m_again;

    // Answers come home to this object, which goes first: see AppSession.
    QObject m_home;
};

} // namespace channelscope
