// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "repeater.h"

namespace channelscope {

//! What a publish will do, for the person who is asked whether it should.
struct PublishSummary
{
    QString what;         //!< such as “order-created” or “1,204 events”
    QStringList channels; //!< once each
    QStringList facts;    //!< whole sentences: who is reached, what it costs, how often
};

//! What is asked before anything that cannot be taken back.
struct Question
{
    QString title;
    QString what;       //!< the question itself
    QString places;     //!< what it concerns
    QStringList facts;  //!< whole sentences
    QString yes;        //!< what the button says
    bool typed = false; //!< the app's name has to be typed
};

[[nodiscard]] Question terminationQuestion(const AppSession &session, const QString &userId);

//! `event` as it leaves, repeated so often.
[[nodiscard]] PublishSummary summaryOf(const Event &event, const Repetition &repetition, AppSession &session);
//! Of the rows that `order` sends.
[[nodiscard]] PublishSummary summaryOf(const BulkOrder &order, AppSession &session);

} // namespace channelscope
