// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/snapshotfile.h"

#include "core/onthisthread.h"
#include "core/tr.h"
#include "core/utf8.h"

#include <QFile>
#include <QStringConverter>
#include <QtConcurrentRun>
#include <simdjson.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace dom = simdjson::dom;

struct Unreadable
{
    QString message;
};

QByteArrayView viewOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QString textOf(std::string_view text)
{
    return strictUtf8(viewOf(text)).value_or(QString());
}

QString textOf(dom::element value, const QString &owner)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        throw Unreadable{tr("%1 is not a text").arg(owner)};
    return textOf(text);
}

//! One entry of "channels", read field by field.
class Entry
{
public:
    Entry(dom::element value, size_t number)
        : m_number(number)
    {
        dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            throw Unreadable{tr("channel %1 is not an object").arg(m_number)};
        for (const auto &[key, field] : object)
            take(key, field);
        if (!m_name)
            throw Unreadable{tr("channel %1 has no “name”").arg(m_number)};
    }

    void addTo(ChannelSnapshot::Builder &builder) const
    {
        builder.add(viewOf(*m_name), m_users, m_subscriptions, m_other);
    }

private:
    void take(std::string_view key, dom::element value)
    {
        if (key == "name") {
            std::string_view name;
            if (m_name || value.get_string().get(name) != simdjson::SUCCESS)
                refuse("name", m_name ? tr("is given twice") : tr("is not a text"));
            m_name = name;
        } else if (key == "user_count") {
            m_users = count(value, "user_count");
        } else if (key == "subscription_count") {
            m_subscriptions = count(value, "subscription_count");
        } else if (key == "other") {
            if (!value.is_object())
                refuse("other", tr("is not an object"));
            m_other = QByteArray::fromStdString(simdjson::minify(value));
        } else if (key != "kind") { // which the name tells
            throw Unreadable{
                tr("channel %1 has a field “%2”, which is not one of ours").arg(m_number).arg(textOf(key))};
        }
    }

    [[nodiscard]] std::optional<qint64> count(dom::element value, const char *field) const
    {
        if (value.is_null())
            return std::nullopt;
        int64_t number = 0;
        if (value.get_int64().get(number) != simdjson::SUCCESS || number < 0)
            refuse(field, tr("is neither a count nor null"));
        return number;
    }

    [[noreturn]] void refuse(const char *field, const QString &reason) const
    {
        throw Unreadable{tr("“%1” of channel %2 %3").arg(QLatin1String(field)).arg(m_number).arg(reason)};
    }

    size_t m_number;
    std::optional<std::string_view> m_name;
    std::optional<qint64> m_users;
    std::optional<qint64> m_subscriptions;
    QByteArray m_other;
};

ChannelSnapshotPtr channelsOf(dom::element value)
{
    dom::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS)
        throw Unreadable{tr("“channels” is not a list")};
    ChannelSnapshot::Builder builder;
    size_t number = 0;
    for (const dom::element entry : list)
        Entry(entry, ++number).addTo(builder);
    auto channels = builder.build();
    if (channels->size() != number)
        throw Unreadable{tr("a channel is in it twice")};
    return channels;
}

KeptSnapshot snapshotOf(dom::element document)
{
    dom::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS)
        throw Unreadable{tr("it is not a JSON object")};
    KeptSnapshot snapshot;
    for (const auto &[key, value] : object) {
        if (key == "channels") {
            if (snapshot.channels)
                throw Unreadable{tr("“channels” is given twice")};
            snapshot.channels = channelsOf(value);
        } else if (key == "app") {
            snapshot.app = textOf(value, u"“app”"_s);
        } else if (key == "prefix") {
            snapshot.prefix = textOf(value, u"“prefix”"_s);
        } else if (key == "at" && !value.is_null()) {
            snapshot.at = QDateTime::fromString(textOf(value, u"“at”"_s), Qt::ISODateWithMs);
            if (!snapshot.at.isValid())
                throw Unreadable{tr("“at” is not a time")};
        } else if (key == "left_out") {
            throw Unreadable{tr("channels were left out of it when it was exported, and nothing tells them from those "
                                "that are gone")};
        } else if (key != "at") {
            throw Unreadable{tr("it has a field “%1”, which is not one of ours").arg(textOf(key))};
        }
    }
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
    const QByteArray text = asPlainUtf8(bytes);
    const auto notASnapshot = [](const QString &why) {
        return invalid(tr("This is not a list of channels: %1.").arg(why));
    };
    // simdjson's iteration is by exceptions here: they end at this function.
    try {
        dom::parser parser;
        return snapshotOf(parser.parse(text.constData(), static_cast<size_t>(text.size())));
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
