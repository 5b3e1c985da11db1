// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replyparts.h"

#include "core/rawjson.h"
#include "core/shortened.h"
#include "core/utf8.h"

#include <QCoreApplication>

namespace channelscope {

ApiError badReply(const QByteArray &body, const QString &message)
{
    constexpr qsizetype kept = 64 * 1024;
    ApiError error;
    error.kind = ApiError::Kind::BadReply;
    error.message = message;
    error.body = body.left(kept);
    return error;
}

ApiError notJson(const QByteArray &body)
{
    return badReply(body,
                    QCoreApplication::translate("Replies", "The reply is not the JSON that the protocol promises."));
}

CountReading countIn(simdjson::ondemand::value value)
{
    int64_t count = 0;
    if (value.get_int64().get(count) == simdjson::SUCCESS)
        return count >= 0 ? CountReading{count, false} : CountReading{std::nullopt, true};
    return {std::nullopt, checkedRaw(value).trimmed() != "null"};
}

QString oddCountNote(std::string_view attribute, const QString &channel)
{
    return QCoreApplication::translate("Replies",
                                       "The reply gives “%1” of channel “%2” as something that is not a count.")
        .arg(lossyUtf8(attribute), shortened(channel));
}

} // namespace channelscope
