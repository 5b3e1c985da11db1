// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/snapshotfile.h"

#include "core/onthisthread.h"
#include "core/rawjson.h"
#include "core/shortened.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "http/replyparts.h"

#include <QFile>
#include <QStringConverter>
#include <QtConcurrentRun>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bitset>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

struct Unreadable
{
    QString message;
};

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// std::nullopt: it is no text. Views the file's parser, or `buffer` where half a surrogate pair has no UTF-8.
std::optional<std::string_view> textIn(od::value value, std::string &buffer)
{
    if (value.type() != od::json_type::string)
        return std::nullopt;
    const std::string_view token = value.raw_json_token();
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS)
        return text;
    buffer = withoutHalfPairs(lenientText(token)).toStdString();
    return buffer;
}

QString textOf(od::value value, const QString &owner)
{
    std::string buffer;
    const auto text = textIn(value, buffer);
    if (!text)
        throw Unreadable{tr("%1 is not a text").arg(owner)};
    return lossyUtf8(viewOf(*text));
}

//! One entry of "channels", read field by field.
class Entry
{
public:
    Entry(od::value value, size_t number)
        : m_number(number)
    {
        if (value.type() != od::json_type::object)
            throw Unreadable{tr("channel %1 is not an object").arg(m_number)};
        std::string buffer;
        for (auto field : value.get_object()) {
            const std::string_view key = keyOf(field, buffer);
            take(key, field.value());
        }
        if (!m_name)
            throw Unreadable{tr("channel %1 has no “name”").arg(m_number)};
    }

    void addTo(ChannelSnapshot::Builder &builder) const
    {
        builder.add(viewOf(*m_name), m_users, m_subscriptions, m_other);
    }

private:
    void take(std::string_view key, od::value value)
    {
        noteGiven(key);
        if (key == "name") {
            m_name = textIn(value, m_nameBuffer);
            if (!m_name)
                refuse(key, tr("is not a text"));
        } else if (key == "user_count") {
            m_users = count(value, key);
        } else if (key == "subscription_count") {
            m_subscriptions = count(value, key);
        } else if (key == "other") {
            if (value.type() != od::json_type::object)
                refuse(key, tr("is not an object"));
            m_other = checkedRaw(value).trimmed(); // digit for digit
        } else {
            checkedRaw(value); // the kind, which the name tells
        }
    }

    void noteGiven(std::string_view key)
    {
        static constexpr std::array<std::string_view, 5> ours{"name", "kind", "user_count", "subscription_count",
                                                              "other"};
        const auto found = std::find(ours.begin(), ours.end(), key);
        if (found == ours.end())
            throw Unreadable{tr("channel %1 has a field “%2”, which is not one of ours")
                                 .arg(QString::number(m_number), shortened(lossyUtf8(viewOf(key))))};
        const auto field = static_cast<size_t>(found - ours.begin());
        if (m_given.test(field))
            refuse(key, tr("is given twice"));
        m_given.set(field);
    }

    [[nodiscard]] std::optional<qint64> count(od::value value, std::string_view field) const
    {
        const CountReading reading = countIn(value);
        if (reading.isOdd)
            refuse(field, tr("is neither a count nor null"));
        return reading.count;
    }

    [[noreturn]] void refuse(std::string_view field, const QString &reason) const
    {
        throw Unreadable{tr("“%1” of channel %2 %3").arg(lossyUtf8(viewOf(field)), QString::number(m_number), reason)};
    }

    size_t m_number;
    std::bitset<5> m_given;
    std::string m_nameBuffer;
    std::optional<std::string_view> m_name;
    std::optional<qint64> m_users;
    std::optional<qint64> m_subscriptions;
    QByteArray m_other;
};

ChannelSnapshotPtr channelsOf(od::value value)
{
    if (value.type() != od::json_type::array)
        throw Unreadable{tr("“channels” is not a list")};
    ChannelSnapshot::Builder builder;
    size_t number = 0;
    for (od::value entry : value.get_array())
        Entry(entry, ++number).addTo(builder);
    auto channels = builder.build();
    if (channels->size() != number)
        throw Unreadable{tr("a channel is in it twice")};
    return channels;
}

// Invalid where none was told.
QDateTime timeOf(od::value value)
{
    if (value.type() == od::json_type::null) {
        checkedRaw(value);
        return {};
    }
    const QDateTime at = QDateTime::fromString(textOf(value, u"“at”"_s), Qt::ISODateWithMs);
    if (!at.isValid())
        throw Unreadable{tr("“at” is not a time")};
    return at;
}

KeptSnapshot snapshotOf(od::document &document)
{
    if (document.type() != od::json_type::object)
        throw Unreadable{tr("it is not a JSON object")};
    KeptSnapshot snapshot;
    std::string buffer;
    for (auto field : document.get_object()) {
        const std::string_view key = keyOf(field, buffer);
        od::value value = field.value();
        if (key == "channels") {
            if (snapshot.channels)
                throw Unreadable{tr("“channels” is given twice")};
            snapshot.channels = channelsOf(value);
        } else if (key == "app") {
            snapshot.app = textOf(value, u"“app”"_s);
        } else if (key == "prefix") {
            snapshot.prefix = textOf(value, u"“prefix”"_s);
        } else if (key == "at") {
            snapshot.at = timeOf(value);
        } else if (key == "left_out") {
            throw Unreadable{tr("channels were left out of it when it was exported, and nothing tells them from those "
                                "that are gone")};
        } else {
            throw Unreadable{
                tr("it has a field “%1”, which is not one of ours").arg(shortened(lossyUtf8(viewOf(key))))};
        }
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    if (!snapshot.channels)
        throw Unreadable{tr("it has no “channels”")};
    return snapshot;
}

} // namespace

namespace {

// PowerShell writes what it redirects as UTF-16, and editors put a byte order mark before UTF-8.
QByteArray asPlainUtf8(const QByteArray &text)
{
    const auto marked = QStringConverter::encodingForData(text);
    if (!marked)
        return text;
    return QString(QStringDecoder(*marked)(text)).toUtf8();
}

} // namespace

Result<KeptSnapshot> snapshotFromJson(const QByteArray &bytes)
{
    const QByteArray text = padded(asPlainUtf8(bytes));
    const auto notASnapshot = [](const QString &why) {
        return invalid(tr("This is not a list of channels: %1.").arg(why));
    };
    // simdjson's iteration is by exceptions here: they end at this function.
    try {
        const auto size = static_cast<size_t>(text.size());
        od::parser parser;
        od::document document = parser.iterate(text.constData(), size, size + simdjson::SIMDJSON_PADDING);
        return snapshotOf(document);
    } catch (const Unreadable &problem) {
        return notASnapshot(problem.message);
    } catch (const simdjson::simdjson_error &) {
        return notASnapshot(tr("it is not JSON"));
    }
}

QFuture<Result<KeptSnapshot>> openSnapshot(const QString &path)
{
    return onThisThread(QtConcurrent::run([path]() -> Result<KeptSnapshot> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return invalid(tr("The file “%1” cannot be read: %2.").arg(path, file.errorString()));
        const QByteArray text = file.readAll();
        if (file.error() != QFileDevice::NoError)
            return invalid(tr("The file “%1” cannot be read: %2.").arg(path, file.errorString()));
        return snapshotFromJson(text);
    }));
}

} // namespace channelscope
