// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "arguments.h"
#include "core/utf8.h"
#include "text.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Text of many lines for a terminal.
QByteArray printableLines(QByteArrayView bytes, bool isJson)
{
    QStringList lines = lossyUtf8(bytes).split(u'\n');
    for (QString &line : lines) {
        const QString content = line.endsWith(u'\r') ? line.chopped(1) : line;
        line = isJson ? printableJson(content) : printable(content);
    }
    return lines.join(u'\n').toUtf8();
}

} // namespace

Output::Output(bool json)
    : m_json(json)
    , m_isTerminal(isatty(STDOUT_FILENO))
{}

Problem problemOf(const ApiError &error, const AdviceContext &context)
{
    const Advice advice = describe(error, context);
    Problem problem;
    problem.code = exitCodeOf(error.kind);
    problem.kind = kindName(error.kind);
    problem.status = error.status > 0 ? error.status : error.wireStatus;
    problem.retryAfter = error.retryAfterSeconds;
    problem.message = advice.sentence;
    problem.hint = advice.hint;
    problem.serverCode = error.code;
    problem.outcomeUnknown = error.outcomeUnknown;
    if (error.kind == ApiError::Kind::BadReply) {
        constexpr qsizetype shown = 200;
        const QString reply = QString::fromUtf8(error.body.left(shown)).trimmed();
        if (!error.outcomeUnknown) // the window's hint speaks of a page of its own
            problem.hint = tr("A proxy may have answered instead of the server.");
        problem.hint += u' ' + (reply.isEmpty() ? tr("The reply is empty.") : tr("The reply begins: %1").arg(reply));
    }
    return problem;
}

Problem usageProblem(const QString &message, const QString &hint)
{
    Problem problem;
    problem.kind = u"usage"_s;
    problem.message = message;
    problem.hint = hint;
    return problem;
}

void Output::write(QByteArrayView bytes)
{
    if (m_readerGone || m_failure != 0)
        return;
    QByteArray harmless;
    if (m_isTerminal) {
        harmless = printableLines(bytes, m_json);
        bytes = harmless;
    }
    if (std::fwrite(bytes.data(), 1, static_cast<size_t>(bytes.size()), stdout) == static_cast<size_t>(bytes.size()))
        return;
    failed(errno);
}

void Output::failed(int reason)
{
    if (reason == EPIPE)
        m_readerGone = true;
    else
        m_failure = reason;
}

void Output::line(const QString &text)
{
    write(printable(text).toUtf8() + '\n');
}

void Output::content(const QByteArray &text)
{
    write(m_isTerminal && !text.endsWith('\n') ? text + '\n' : text);
}

void Output::document(const QJsonObject &object, const QList<RawMember> &raw)
{
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    for (const auto &[name, value] : raw) {
        json.chop(1);
        json += (json.size() > 1 ? ",\"" : "\"") + name + "\":" + value + '}';
    }
    write(json + '\n');
}

void Output::note(const QString &text) const
{
    const QByteArray bytes = printable(text).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

void Output::warning(const QString &text) const
{
    note(tr("warning: %1").arg(text));
}

void Output::problem(const Problem &problem, QJsonObject around, const QList<RawMember> &raw)
{
    // What was given in the wrong place is repeated, and may be the URL of an app.
    const QString message = withoutPasswords(problem.message);
    const QString hint = withoutPasswords(problem.hint);
    if (!m_json) {
        note(u"channelscope-cli: "_s + message);
        if (!hint.isEmpty())
            note(hint);
        return;
    }
    QJsonObject error{{u"kind"_s, problem.kind},
                      {u"status"_s, problem.status > 0 ? QJsonValue(problem.status) : QJsonValue()},
                      {u"message"_s, message},
                      {u"hint"_s, hint}};
    if (!problem.serverCode.isEmpty())
        error.insert(u"code"_s, problem.serverCode);
    if (problem.retryAfter)
        error.insert(u"retry_after"_s, *problem.retryAfter);
    if (problem.outcomeUnknown)
        error.insert(u"outcome_unknown"_s, true);
    around.insert(u"error"_s, error);
    document(around, raw);
}

bool Output::flush()
{
    if (!m_readerGone && m_failure == 0 && std::fflush(stdout) != 0)
        failed(errno);
    return m_failure == 0;
}

ExitCode Output::finish(ExitCode code)
{
    if (flush())
        return code;
    note(tr("channelscope-cli: the output could not be written: %1")
             .arg(QString::fromLocal8Bit(std::strerror(m_failure))));
    return std::max(code, ExitCode::Trouble); // what else there is to say says more
}

} // namespace channelscope
