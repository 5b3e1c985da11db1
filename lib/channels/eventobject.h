// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"

#include <QByteArrayView>

#include <memory>

namespace channelscope {

//! Reads {"channel","name","data"[,"socket_id"][,"info"]}, many times over. The keys may be called as eventFieldFrom()
//! says; "channels" with a list stands for one event for each of them, as in a body for the HTTP API. `data` that is a
//! text stands for its decoded bytes, any other value for its own JSON, compact and otherwise as it was written.
//! Nothing is guessed and no field is ignored. Pure; one thread at a time.
class EventObjectReader
{
public:
    EventObjectReader();
    ~EventObjectReader();
    Q_DISABLE_COPY_MOVE(EventObjectReader)

    //! What is wrong with it, as the end of a sentence; empty if nothing is. `events` then holds one for each channel;
    //! if something is wrong, one with what could be read.
    [[nodiscard]] QString read(QByteArrayView json, EventBatch &events);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace channelscope
