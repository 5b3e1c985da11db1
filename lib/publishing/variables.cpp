// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variables.h"

#include "core/tr.h"
#include "core/utf8.h"
#include "publishing/variabletokens.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>
#include <QUuid>

#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray jsonEscaped(const QString &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(2, list.size() - 4); // without [" and "]
}

QString shown(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

} // namespace

//! Which text is being expanded, to say where a problem is.
struct VariableExpander::Place
{
    VariableProblem::Part part;
    qsizetype channel;
    QByteArray text;

    [[nodiscard]] VariableProblem problem(const VariableToken &token, const QString &message) const
    {
        const auto distance = [&](qsizetype bytes) {
            return part == VariableProblem::Part::Data ? bytes : QString::fromUtf8(text.first(bytes)).size();
        };
        const qsizetype from = distance(token.position);
        return {part, channel, from, distance(token.position + token.length) - from, message};
    }
};

VariableExpander::VariableExpander(Values values, quint64 firstSeq, Clock clock, const QRandomGenerator &random)
    : m_values(std::move(values))
    , m_seq(firstSeq)
    , m_clock(std::move(clock))
    , m_random(random)
{}

Expanded<Event> VariableExpander::expand(const Event &event)
{
    Event out = event;
    m_now = m_clock();
    // The first problem ends it from any depth; it becomes a value here.
    try {
        for (qsizetype i = 0; i < out.channels.size(); ++i)
            out.channels[i] = expanded(event.channels[i], {VariableProblem::Part::Channel, i, {}});
        out.name = expanded(event.name, {VariableProblem::Part::Name, 0, {}});
        out.data = expanded(event.data, {VariableProblem::Part::Data, 0, event.data});
    } catch (const VariableProblem &problem) {
        return tl::unexpected(problem);
    }
    ++m_seq;
    return out;
}

Expanded<BatchEvent> VariableExpander::expand(const BatchEvent &event)
{
    auto whole = expand(Event{event.name, {event.channel}, event.data, event.socketId, event.info});
    if (!whole)
        return tl::unexpected(whole.error());
    return BatchEvent{whole->channels.first(), whole->name, whole->data, whole->socketId, whole->info};
}

QString VariableExpander::expanded(const QString &text, const Place &place)
{
    if (!text.contains("{{"_L1))
        return text;
    const QByteArray utf8 = text.toUtf8();
    return strictUtf8(expanded(utf8, {place.part, place.channel, utf8})).value_or(QString());
}

QByteArray VariableExpander::expanded(const QByteArray &text, const Place &place)
{
    if (!text.contains("{{"))
        return text;
    QByteArray out;
    for (const VariableToken &token : variableTokens(text, place.part == VariableProblem::Part::Data)) {
        const QByteArray written = text.mid(token.position, token.length);
        if (token.isUnfinished) {
            throw place.problem(token,
                                tr("“%1” begins like a variable but is none: write {{name}}, or {{$raw name}} to send "
                                   "the braces themselves.")
                                    .arg(shown(written)));
        }
        if (token.name.isEmpty())
            out += written;
        else if (token.name == "$raw")
            out += rawBraces(written);
        else if (token.isInJsonString)
            out += jsonEscaped(valueOf(token, place));
        else
            out += valueOf(token, place).toUtf8();
    }
    return out;
}

QString VariableExpander::valueOf(const VariableToken &token, const Place &place)
{
    if (token.name.startsWith('$'))
        return builtIn(token, place);
    const auto value = m_values.constFind(shown(token.name));
    if (value == m_values.constEnd()) {
        throw place.problem(
            token, tr("There is no variable “%1”. To send {{%1}} itself, write {{$raw %1}}.").arg(shown(token.name)));
    }
    return *value;
}

QString VariableExpander::builtIn(const VariableToken &token, const Place &place)
{
    if (token.name == "$random")
        return randomNumber(token, place);
    if (!token.arguments.isEmpty())
        throw place.problem(token, tr("“%1” stands alone in its braces.").arg(shown(token.name)));
    if (token.name == "$uuid")
        return uuid();
    if (token.name == "$now") {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch());
        return QDateTime::fromMSecsSinceEpoch(ms.count(), Qt::UTC).toString(Qt::ISODateWithMs);
    }
    if (token.name == "$timestamp")
        return QString::number(unixSeconds(m_now));
    if (token.name == "$seq")
        return QString::number(m_seq);
    if (token.name == "$name")
        return personName();
    throw place.problem(token, tr("There is no built-in variable “%1”. There are %2.")
                                   .arg(shown(token.name), builtInVariables().join(u", "_s)));
}

QString VariableExpander::randomNumber(const VariableToken &token, const Place &place)
{
    constexpr qint64 largest = (qint64(1) << 53) - 1; // what every reader of JSON takes for the same number
    std::array<qint64, 2> bounds{};
    bool isValid = token.arguments.size() == 2;
    for (qsizetype i = 0; isValid && i < 2; ++i) {
        bounds[static_cast<size_t>(i)] = token.arguments[i].toLongLong(&isValid);
        isValid = isValid && qAbs(bounds[static_cast<size_t>(i)]) <= largest;
    }
    if (!isValid || bounds[0] > bounds[1]) {
        throw place.problem(token, tr("“$random” needs two whole numbers, the smaller one first: {{$random 1 100}}."));
    }
    return QString::number(m_random.bounded(bounds[0], bounds[1] + 1));
}

QString VariableExpander::uuid()
{
    std::array<quint32, 4> words{};
    m_random.fillRange(words.data(), static_cast<qsizetype>(words.size()));
    words[1] = (words[1] & 0xffff0fffU) | 0x00004000U; // version 4: random
    words[2] = (words[2] & 0x3fffffffU) | 0x80000000U;
    QByteArray hex;
    for (const quint32 word : words)
        hex += QByteArray::number(word, 16).rightJustified(8, '0');
    for (const int dash : {20, 16, 12, 8})
        hex.insert(dash, '-');
    return QString::fromLatin1(hex);
}

QString VariableExpander::personName()
{
    static constexpr std::array first{"Ada",   "Amir",  "Aoife", "Chidi", "Chloé",  "Dmitri", "Elif",  "Emma",
                                      "Farah", "Grace", "Hugo",  "Ines",  "Jamal",  "Jürgen", "Kenji", "Lars",
                                      "Leïla", "Linus", "Mei",   "Nadia", "Noah",   "Olga",   "Pablo", "Priya",
                                      "Rosa",  "Sven",  "Tomás", "Uma",   "Viktor", "Wanda",  "Yara",  "Zoë"};
    static constexpr std::array last{"Achebe", "Brown",    "Castillo", "Dubois",  "Eriksen",  "Fischer",   "García",
                                     "Haddad", "Ivanova",  "Jansen",   "Kaya",    "Kowalska", "Lindqvist", "Martin",
                                     "Müller", "Nakamura", "Novák",    "O’Brien", "Okafor",   "Patel",     "Quinn",
                                     "Rossi",  "Sato",     "Silva",    "Smith",   "Tanaka",   "Urban",     "Vargas",
                                     "Walsh",  "Yılmaz",   "Zhang",    "Øster"};
    const auto one = [this](const auto &names) {
        return QString::fromUtf8(names[m_random.bounded(static_cast<quint32>(names.size()))]);
    };
    const QString given = one(first);
    return given + u' ' + one(last);
}

QStringList variablesUsed(const Event &event)
{
    QStringList names;
    const auto collect = [&](const QByteArray &text, bool isData) {
        for (const VariableToken &token : variableTokens(text, isData)) {
            const QString name = shown(token.name);
            if (!token.isUnfinished && !name.isEmpty() && name != "$raw"_L1 && !names.contains(name))
                names.append(name);
        }
    };
    for (const QString &channel : event.channels)
        collect(channel.toUtf8(), false);
    collect(event.name.toUtf8(), false);
    collect(event.data, true);
    return names;
}

QStringList builtInVariables()
{
    return {u"$uuid"_s, u"$now"_s, u"$timestamp"_s, u"$seq"_s, u"$random 1 100"_s, u"$name"_s};
}

} // namespace channelscope
