// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/validation.h"

#include "core/shortened.h"
#include "core/tr.h"
#include "core/utf8.h"

#include <QLocale>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Severity = Finding::Severity;

class Checker
{
public:
    Checker(const Dialect &dialect, int row)
        : m_dialect(dialect)
        , m_row(row)
    {}

    void add(Strictness strictness, const QString &rule, const QString &part, const QString &message)
    {
        if (strictness == Strictness::None)
            return;
        const auto severity = strictness == Strictness::Refuse ? Severity::Refusal : Severity::Warning;
        m_findings.append({severity, rule, shortened(part), message, m_row});
    }

    void refuse(const QString &rule, const QString &part, const QString &message)
    {
        add(Strictness::Refuse, rule, part, message);
    }

    void limit(const Limit &limit, qsizetype actual, const QString &rule, const QString &part, const char *text)
    {
        if (limit.beyond == Strictness::None || actual <= limit.max)
            return;
        QString message = tr(text).arg(actual).arg(limit.max).arg(serverKindTitle(m_dialect.kind));
        if (limit.beyond == Strictness::Warn)
            message += u' ' + tr("The server may be configured to allow more.");
        add(limit.beyond, rule, part, message);
    }

    void channelName(const QString &name)
    {
        if (name.isEmpty()) {
            refuse(u"channel-name-empty"_s, name, tr("A channel name is empty. Give it a name or remove it."));
            return;
        }
        const QString server = serverKindTitle(m_dialect.kind);
        if (channelKind(name) == ChannelKind::ServerToUser) {
            add(m_dialect.sendToUser, u"server-to-user"_s, name,
                tr("%1 has no user sign-in, so nobody could receive an event sent to a user.").arg(server));
            if (name.size() == serverToUserPrefix.size())
                refuse(u"server-to-user-id"_s, name, tr("The user id after “#server-to-user-” is missing."));
        } else if (name.startsWith(u'#') && !m_dialect.extraNameCharacters.contains(u'#')) {
            add(m_dialect.unknownHash, u"channel-name-hash"_s, name,
                tr("Names that start with # are reserved: nobody can subscribe to “%1”.").arg(shortened(name)));
            return;
        }
        const qsizetype bad = illegalAt(name);
        if (bad >= 0) {
            QString message =
                tr("“%1” has %2 at position %3. Nobody can subscribe to such a name: only letters, digits "
                   "and _ - = @ , . ; are allowed.")
                    .arg(shortened(name), describeCharacter(name, bad), QString::number(bad + 1));
            if (m_dialect.kind == ServerKind::Unknown)
                message += u' ' + tr("If your server allows more, such as Reverb, set the server kind of this app.");
            add(m_dialect.illegalCharacters, u"channel-name-characters"_s, name, message);
        }
        limit(m_dialect.channelName, name.size(), u"channel-name-length"_s, name,
              "The channel name has %1 characters; %3 allows %2.");
    }

    template <typename AnyEvent>
    void common(const AnyEvent &event)
    {
        if (event.name.isEmpty())
            refuse(u"event-name-empty"_s, event.name, tr("The event has no name."));
        if (event.name.startsWith("pusher:"_L1) || event.name.startsWith("pusher_internal:"_L1)) {
            refuse(u"event-name-reserved"_s, event.name,
                   tr("Event names that start with “pusher:” or “pusher_internal:” are reserved for the protocol."));
        }
        if (event.name.startsWith("client-"_L1)) {
            add(Strictness::Warn, u"event-name-client"_s, event.name,
                tr("“client-” names are meant for events that clients send to each other."));
        }
        limit(m_dialect.eventName, event.name.size(), u"event-name-length"_s, event.name,
              "The event name has %1 characters; %3 allows %2.");

        if (const qsizetype at = invalidUtf8At(event.data); at >= 0) {
            refuse(u"data-utf8"_s, QString(),
                   tr("The data is not valid UTF-8 (byte %1), so it cannot be sent as JSON text.").arg(at + 1));
        }
        if (event.data.isEmpty()) {
            add(m_dialect.emptyData, u"data-empty"_s, QString(),
                tr("%1 refuses an event without data. Send {} if there is nothing to say.")
                    .arg(serverKindTitle(m_dialect.kind)));
        }
        limit(m_dialect.eventData, event.data.size(), u"data-size"_s, QString(),
              "The data is %1 bytes of UTF-8; %3 allows %2.");

        if (!event.socketId.isEmpty() && !isSocketId(event.socketId)) {
            refuse(u"socket-id"_s, event.socketId,
                   tr("“%1” is not a socket_id: it is two numbers with a dot between them, such as 1234.5678.")
                       .arg(shortened(event.socketId)));
        }
        for (const QString &attribute : event.info) {
            if (attribute != "user_count"_L1 && attribute != "subscription_count"_L1) {
                refuse(u"info"_s, attribute,
                       tr("“%1” cannot be asked for: info takes user_count and subscription_count.")
                           .arg(shortened(attribute)));
            }
        }
        if (!event.info.isEmpty() && !m_dialect.infoOnTrigger) {
            add(Strictness::Warn, u"info-ignored"_s, event.info.join(u','),
                tr("%1 ignores info on a publish: no counts will come back.").arg(serverKindTitle(m_dialect.kind)));
        }
    }

    void requestSize(qsizetype body)
    {
        // What the request line and our headers take, generously; only a server that counts them has this limit.
        constexpr qsizetype headers = 700;
        limit(m_dialect.wholeRequest, body + headers, u"request-size"_s, QString(),
              "The request is about %1 bytes with its headers; %3 allows %2.");
    }

    Findings take()
    {
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
        return std::move(m_findings);
    }

private:
    qsizetype illegalAt(const QString &name) const
    {
        const qsizetype first = firstIllegalCharacter(name);
        if (first < 0 || m_dialect.extraNameCharacters.isEmpty())
            return first;
        for (qsizetype i = first; i < name.size(); ++i) {
            if (!isChannelCharacter(name[i]) && !m_dialect.extraNameCharacters.contains(name[i]))
                return i;
        }
        return -1;
    }

    static QString describeCharacter(const QString &name, qsizetype at)
    {
        const QChar c = name[at];
        if (c == u' ')
            return tr("a space");
        if (c.isPrint())
            return tr("the character “%1”").arg(c);
        if (c.isHighSurrogate() && at + 1 < name.size())
            return tr("the character “%1”").arg(name.mid(at, 2));
        return tr("the invisible character U+%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }

    const Dialect &m_dialect;
    const int m_row;
    Findings m_findings;
};

// An encrypted channel has its own key, so its event can go nowhere else at the same time.
void checkEncryptedAlone(Checker &checker, const QStringList &channels)
{
    if (channels.size() < 2)
        return;
    for (const QString &channel : channels) {
        if (isEncrypted(channelKind(channel))) {
            checker.refuse(u"encrypted-with-others"_s, channel,
                           tr("“%1” is end-to-end encrypted and cannot share an event with other channels. "
                              "Send it on its own or in a batch.")
                               .arg(shortened(channel)));
            return;
        }
    }
}

} // namespace

Findings validate(const Event &event, const Dialect &dialect)
{
    Checker checker(dialect, -1);
    const QStringList channels = uniqueChannels(event.channels);
    if (channels.isEmpty())
        checker.refuse(u"channels-none"_s, QString(), tr("The event has no channel to go to."));
    checker.limit(dialect.channelsPerEvent, channels.size(), u"channels-per-event"_s, QString(),
                  "The event goes to %1 channels; %3 allows %2 in one request.");
    for (const QString &channel : channels)
        checker.channelName(channel);
    checkEncryptedAlone(checker, channels);
    checker.common(event);
    checker.requestSize(toBody(event).size());
    return checker.take();
}

Findings validate(const EventBatch &batch, const Dialect &dialect)
{
    Checker whole(dialect, -1);
    if (batch.isEmpty())
        whole.refuse(u"batch-empty"_s, QString(), tr("The batch has no events."));
    whole.limit(dialect.eventsPerBatch, batch.size(), u"events-per-batch"_s, QString(),
                "The batch has %1 events; %3 allows %2 in one request.");
    if (dialect.wholeRequest.beyond != Strictness::None)
        whole.requestSize(toBody(batch).size());
    Findings findings = whole.take();
    for (qsizetype row = 0; row < batch.size(); ++row) {
        Checker checker(dialect, static_cast<int>(row));
        checker.channelName(batch[row].channel);
        checker.common(batch[row]);
        findings += checker.take();
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return findings;
}

Findings validateChannelName(const QString &name, const Dialect &dialect)
{
    Checker checker(dialect, -1);
    checker.channelName(name);
    return checker.take();
}

const Finding *firstRefusal(const Findings &findings)
{
    const auto it = std::find_if(findings.begin(), findings.end(),
                                 [](const Finding &finding) { return finding.severity == Severity::Refusal; });
    return it == findings.end() ? nullptr : &*it;
}

} // namespace channelscope
