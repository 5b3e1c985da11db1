// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/clock.h"

#include <QMap>
#include <QRandomGenerator>
#include <QString>
#include <tl/expected.hpp>

namespace channelscope {

//! Why an event cannot be sent as it is written, and where.
struct VariableProblem
{
    enum class Part : quint8 { Channel, Name, Data };

    Part part = Part::Data;
    qsizetype channel = 0;  //!< Part::Channel: which of them
    qsizetype position = 0; //!< in characters (UTF-16) of a channel or name, in bytes of the data
    qsizetype length = 0;
    QString message; //!< one sentence

    bool operator==(const VariableProblem &) const = default;
};

template <typename T>
using Expanded = tl::expected<T, VariableProblem>;

//! Puts values in the place of variables, in channels, event name and data.
//!
//! {{name}} is a variable of the app. Built in are {{$uuid}}, {{$now}} (ISO 8601, UTC), {{$timestamp}} (Unix seconds),
//! {{$seq}} (counts the events expanded), {{$random 1 100}} (both included) and {{$name}} (a person's name). Every
//! {{$uuid}}, {{$random}} and {{$name}} is drawn anew where it stands; {{$now}}, {{$timestamp}} and {{$seq}} are the
//! same throughout one event.
//!
//! The rule: two braces, perhaps blanks, and then a letter, _ or $ begin a variable. It must be one, to the two braces
//! that end it: an unknown name or a missing brace is a problem, not text. All other braces are text: {"a":{"b":1}} and
//! what templates have such as {{#each}}, {{/if}}, {{ .Value }}, and three or more opening braces in a row. To send
//! {{name}} itself, write {{$raw name}}; to send {{$raw name}}, {{$raw $raw name}}. A text without variables is sent
//! byte for byte.
//!
//! Data that begins with {, [ or " (but not with {{) is taken for JSON: between its quotes a value is escaped so that
//! it stays one text, outside of them it is inserted as it is and may be a number, a list or a whole object. Other data
//! takes every value as it is. Values are not searched for variables.
//!
//! A plain value without network or files. Copy it to look ahead without counting.
class VariableExpander
{
public:
    using Values = QMap<QString, QString>;

    explicit VariableExpander(Values values = {}, quint64 firstSeq = 1, Clock clock = systemClock(),
                              const QRandomGenerator &random = QRandomGenerator::securelySeeded());

    //! The event as it is to be sent; counts {{$seq}} only then.
    [[nodiscard]] Expanded<Event> expand(const Event &event);
    [[nodiscard]] Expanded<BatchEvent> expand(const BatchEvent &event);

    //! What {{$seq}} stands for in the next event.
    [[nodiscard]] quint64 nextSeq() const { return m_seq; }

private:
    struct Place;
    QByteArray expanded(const QByteArray &text, const Place &place);
    QString expanded(const QString &text, const Place &place);
    QString valueOf(const struct VariableToken &token, const Place &place);
    QString builtIn(const VariableToken &token, const Place &place);
    QString randomNumber(const VariableToken &token, const Place &place);
    QString uuid();
    QString personName();

    Values m_values;
    quint64 m_seq;
    Clock m_clock;
    QRandomGenerator m_random;
    std::chrono::system_clock::time_point m_now;
};

//! The variables that stand in an event, once each in order of appearance; built-in ones with their $.
[[nodiscard]] QStringList variablesUsed(const Event &event);

//! The built-in variables as they are written, such as "$random 1 100".
[[nodiscard]] QStringList builtInVariables();

} // namespace channelscope
