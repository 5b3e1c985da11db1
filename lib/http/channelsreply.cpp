// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rawjson.h"
#include "core/shortened.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "http/replies.h"
#include "http/replyparts.h"

#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

// PHP writes an empty map so.
bool isEmptyList(const QByteArray &json)
{
    return json.simplified().replace(' ', "") == "[]";
}

//! Fills a snapshot from the members of a reply.
class Reader
{
public:
    explicit Reader(qsizetype bodySize)
        : m_bodySize(bodySize)
    {}

    void readChannels(od::value channels);
    void noteTwice() { m_isTwice = true; }
    void noteUnknown(std::string_view member);
    [[nodiscard]] ChannelSnapshotPtr build();

private:
    enum class In { Object, List };
    void readChannel(std::string_view name, od::value attributes, In in);
    void readAttribute(std::string_view channel, simdjson::simdjson_result<od::field> &field);
    [[nodiscard]] std::optional<qint64> countOf(od::value value, std::string_view channel, std::string_view attribute);
    void noteOdd(const QString &what);

    ChannelSnapshot::Builder m_builder;
    const qsizetype m_bodySize;
    std::string m_nameBuffer; //!< filled by names that have no UTF-8
    std::string m_keyBuffer;
    std::optional<qint64> m_users;
    std::optional<qint64> m_subscriptions;
    std::string m_unknown;
    QStringList m_unknownMembers; //!< of the reply; the first of them
    bool m_isTwice = false;
    bool m_hasOdd = false;
};

void Reader::readChannels(od::value channels)
{
    m_builder = ChannelSnapshot::Builder(); // of a member given twice the last one counts
    m_nameBuffer.clear();
    m_hasOdd = false;
    if (m_isTwice)
        m_builder.note(tr("The reply has “channels” more than once: the last of them is shown."));
    // Far too much, but what is never touched costs nothing, and growing step by step would cost a second copy.
    m_builder.reserve(0, static_cast<size_t>(m_bodySize));
    const od::json_type type = channels.type();
    if (type == od::json_type::object) {
        for (auto field : channels.get_object()) {
            const std::string_view name = keyOf(field, m_nameBuffer);
            readChannel(name, field.value(), In::Object);
        }
    } else if (type == od::json_type::array) {
        // PHP writes a map as a list if it is empty, or if its keys happen to be 0, 1, 2, …
        size_t index = 0;
        for (od::value attributes : channels.get_array())
            readChannel(std::to_string(index++), attributes, In::List);
    } else {
        throw DecodeFailure{tr("The reply's “channels” is not an object.")};
    }
}

void Reader::readChannel(std::string_view name, od::value attributes, In in)
{
    m_users.reset();
    m_subscriptions.reset();
    m_unknown.clear();
    const od::json_type type = attributes.type();
    if (type == od::json_type::object) {
        for (auto field : attributes.get_object())
            readAttribute(name, field);
    } else if (!isEmptyList(checkedRaw(attributes))) {
        const QString what = tr("The reply's entry for channel “%1” is not an object.").arg(shortened(lossyUtf8(name)));
        if (in == In::List)
            throw DecodeFailure{what}; // its members may be anything but channels that are called 0, 1, 2, …
        noteOdd(what);                 // the channel is there, and what is told of it is told of no other
    }
    m_builder.add(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())), m_users, m_subscriptions,
                  QByteArrayView(m_unknown.data(), static_cast<qsizetype>(m_unknown.size())));
}

void Reader::readAttribute(std::string_view channel, simdjson::simdjson_result<od::field> &field)
{
    const std::string_view key = keyOf(field, m_keyBuffer);
    od::value value = field.value();
    if (key == "user_count") {
        m_users = countOf(value, channel, key);
    } else if (key == "subscription_count") {
        m_subscriptions = countOf(value, channel, key);
    } else if (key == "occupied") {
        bool occupied = false;
        if (value.get_bool().get(occupied) != simdjson::SUCCESS)
            checkedRaw(value);
    } else {
        addMember(m_unknown, key, checkedRaw(value));
    }
}

std::optional<qint64> Reader::countOf(od::value value, std::string_view channel, std::string_view attribute)
{
    const CountReading reading = countIn(value);
    if (reading.isOdd)
        noteOdd(oddCountNote(attribute, lossyUtf8(channel)));
    return reading.count;
}

// Of what is odd in the channels, the first is told; all of it is in the record of the request.
void Reader::noteOdd(const QString &what)
{
    if (!std::exchange(m_hasOdd, true))
        m_builder.note(what);
}

void Reader::noteUnknown(std::string_view member)
{
    constexpr qsizetype most = 8;
    constexpr qsizetype longest = 40;
    if (m_unknownMembers.size() < most)
        m_unknownMembers << shortened(lossyUtf8(member), longest);
    else if (m_unknownMembers.size() == most)
        m_unknownMembers << tr("and others");
}

ChannelSnapshotPtr Reader::build()
{
    if (!m_unknownMembers.isEmpty())
        m_builder.note(tr("The reply has more than the protocol says: %1.").arg(m_unknownMembers.join(u", "_s)));
    if (m_nameBuffer.empty())
        return m_builder.build();
    return m_builder.build(
        tr("Some channels have the same name, or names that differ only in halves of surrogate pairs, "
           "which nobody can ask for: the last entry of each is shown."));
}

ChannelSnapshotPtr channelsIn(const QByteArray &body)
{
    Reader reader(body.size());
    {
        const QByteArray bytes = padded(body);
        const auto size = static_cast<size_t>(bytes.size());
        od::parser parser;
        od::document document = parser.iterate(bytes.constData(), size, size + simdjson::SIMDJSON_PADDING);
        bool told = false;
        std::string buffer;
        for (auto field : document.get_object()) {
            const std::string_view key = keyOf(field, buffer);
            if (key != "channels") {
                reader.noteUnknown(key);
                checkedRaw(field.value());
                continue;
            }
            if (std::exchange(told, true))
                reader.noteTwice();
            reader.readChannels(field.value());
        }
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
        if (!told)
            throw DecodeFailure{tr("The reply has no “channels”.")};
    } // sorting takes as much memory as the parser, which goes before
    return reader.build();
}

} // namespace

Result<ChannelSnapshotPtr> decodeChannels(const QByteArray &body)
{
    return withoutExceptions<ChannelSnapshotPtr>(body, [&] { return channelsIn(body); });
}

} // namespace channelscope
