// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "input.h"

#include "text.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <termios.h>
#include <unistd.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

void say(const QString &text)
{
    const QByteArray bytes = printable(text).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

// Without echo as long as it lives. Ctrl+C ends the reading instead of the program, so that the echo always comes back.
class NoEcho
{
public:
    NoEcho()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &silent);
        struct sigaction ignore = {};
        ignore.sa_handler = [](int) {}; // read() then fails with EINTR
        sigaction(SIGINT, &ignore, &m_interrupt);
    }
    ~NoEcho()
    {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before);
        sigaction(SIGINT, &m_interrupt, nullptr);
    }
    Q_DISABLE_COPY_MOVE(NoEcho)

private:
    termios m_before;
    struct sigaction m_interrupt;
};

// One byte at a time: what follows the line belongs to the next reader. std::nullopt: nothing came, or it was broken
// off.
std::optional<QByteArray> readLine()
{
    QByteArray line;
    line.reserve(4096); // so that no copy is left behind while it grows
    char c = 0;
    ssize_t count = 0;
    while ((count = ::read(STDIN_FILENO, &c, 1)) == 1 && c != '\n')
        line += c;
    if (count < 0 || (count == 0 && line.isEmpty()))
        return std::nullopt;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

Result<QByteArray> readInput(const QByteArray &path)
{
    const bool isStandardInput = path == "-";
    const QString shown = isStandardInput ? tr("standard input") : QString::fromLocal8Bit(path);
    const auto cannotRead = [&] {
        return invalid(tr("Cannot read “%1”: %2.").arg(shown, QString::fromLocal8Bit(std::strerror(errno))));
    };
    const auto close = [](std::FILE *file) {
        if (file != stdin)
            std::fclose(file);
    };
    const std::unique_ptr<std::FILE, decltype(close)> file(isStandardInput ? stdin : std::fopen(path.constData(), "rb"),
                                                           close);
    if (!file)
        return cannotRead();
    QByteArray content;
    constexpr qsizetype step = 256 * 1024;
    while (true) {
        const qsizetype before = content.size();
        content.resize(before + step);
        const auto count = std::fread(content.data() + before, 1, step, file.get());
        content.resize(before + static_cast<qsizetype>(count));
        if (count < static_cast<size_t>(step))
            break;
    }
    if (std::ferror(file.get()))
        return cannotRead();
    return content;
}

Result<Secret> readSecretLine(const QString &prompt)
{
    std::optional<NoEcho> silence;
    if (isatty(STDIN_FILENO)) {
        silence.emplace(); // before the prompt: whoever answers it at once must not be heard either
        say(prompt + u' ');
    }
    auto line = readLine();
    if (!line || line->isEmpty()) {
        ApiError error;
        error.kind = ApiError::Kind::MissingCredentials;
        error.message = tr("No secret was given.");
        return Failure(error);
    }
    return Secret(std::move(*line));
}

bool canAsk()
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool askYesNo(const QString &question)
{
    say(question + u" [y/N] "_s);
    const QByteArray answer = readLine().value_or(QByteArray()).trimmed().toLower();
    return answer == "y" || answer == "yes";
}

} // namespace channelscope
