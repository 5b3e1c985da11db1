// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exitcode.h"
#include "http/advice.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace channelscope {

//! Why a command did not do what it was asked to, in the words and numbers it is reported with.
struct Problem
{
    ExitCode code = ExitCode::Usage;
    QString kind;                  //!< the stable word for scripts
    int status = 0;                //!< what the server answered; 0: nothing
    std::optional<int> retryAfter; //!< seconds, if the server told
    QString message;
    QString hint;
    QString serverCode; //!< a machine-readable code of the server, or empty
    bool outcomeUnknown = false;
};

[[nodiscard]] Problem problemOf(const ApiError &error, const AdviceContext &context = {});
[[nodiscard]] Problem usageProblem(const QString &message, const QString &hint = {});

//! Standard output and standard error. With `json` exactly one document goes to standard output, an error included;
//! everything for people goes to standard error then.
class Output
{
public:
    explicit Output(bool json);

    [[nodiscard]] bool isJson() const { return m_json; }

    //! To standard output: as it is, but made printable line by line on a terminal. A reader who went away is no error:
    //! the rest is dropped.
    void write(QByteArrayView bytes);
    //! A line of text to standard output; made printable.
    void line(const QString &text);
    //! Somebody else's text, which may not end its last line.
    void content(const QByteArray &text);
    //! A JSON member that is written as it is: its name, and JSON in one line. For what Qt's JSON would round.
    using RawMember = std::pair<QByteArray, QByteArray>;

    //! The document of a result.
    void document(const QJsonObject &object, const QList<RawMember> &raw = {});
    //! A line to standard error; made printable.
    void note(const QString &text) const;
    void warning(const QString &text) const;

    //! `around` is what else the document says.
    void problem(const Problem &problem, QJsonObject around = {}, const QList<RawMember> &raw = {});

    //! Nobody reads standard output any more.
    [[nodiscard]] bool isReaderGone() const { return m_readerGone; }
    //! Whether all of it has reached its reader, or the reader did not want it.
    [[nodiscard]] bool flush();
    //! What the program is to end with that wants to end with `code`: says so if the output could not be written.
    [[nodiscard]] ExitCode finish(ExitCode code);

private:
    void failed(int reason);

    const bool m_json;
    const bool m_isTerminal;
    bool m_readerGone = false;
    int m_failure = 0; //!< why it could not be written, as errno tells it
};

} // namespace channelscope
