// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include "core/utf8.h"
#include "text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstring>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Stands before a dash that does not begin an option. No channel name has this character.
constexpr char literalMark = '\x1';

// Hides what follows the key in scheme://KEY:SECRET@…, all of it if it is not of that form.
void hideUrl(char *url, bool surelyAUrl)
{
    char *scheme = std::strstr(url, "://");
    char *start = scheme ? scheme + 3 : url;
    char *at = std::strrchr(start, '@');
    char *colon = std::strchr(start, ':');
    const bool hasSecret = scheme && at && colon && colon < at;
    if (!hasSecret && !surelyAUrl)
        return;
    char *from = hasSecret ? colon + 1 : start;
    std::fill(from, hasSecret ? at : start + std::strlen(start), '*');
}

const CLI::Option *optionNamed(const CLI::App *command, const std::string &name)
{
    for (; command != nullptr; command = command->get_parent()) {
        if (const auto *option = command->get_option_no_throw(name))
            return option;
    }
    return nullptr;
}

bool takesValue(const CLI::Option *option)
{
    return option->get_items_expected_max() > 0;
}

bool takesChannel(const CLI::App *command)
{
    static constexpr std::array commands{"auth", "channel", "find-user", "users"};
    return std::find(commands.begin(), commands.end(), command->get_name()) != commands.end();
}

QByteArray bytes(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QString textFrom(const CLI::Option *option, const QByteArray &raw)
{
    const auto text = strictUtf8(raw);
    if (!text)
        refuseOption(option, tr("is not valid UTF-8 (byte %1)").arg(invalidUtf8At(raw) + 1));
    return *text;
}

} // namespace

std::vector<std::string> takeArguments(int argc, char **argv)
{
    std::vector<std::string> arguments(argv + 1, argv + argc);
    for (int i = 1; i < argc; ++i) {
        constexpr const char *assigned = "--url=";
        if (std::strncmp(argv[i], assigned, std::strlen(assigned)) == 0)
            hideUrl(argv[i] + std::strlen(assigned), true);
        else
            hideUrl(argv[i], std::strcmp(argv[i - 1], "--url") == 0);
    }
    return arguments;
}

QString withoutPasswords(const QString &text)
{
    // Rather too much than a part of it: a secret may have any character in it, also a space or an @.
    static const QRegularExpression password(u"(://[^:@]*):.*@"_s, QRegularExpression::DotMatchesEverythingOption);
    QString out = text;
    return out.replace(password, u"\\1:***@"_s);
}

std::vector<std::string> readable(const CLI::App &root, const std::vector<std::string> &arguments)
{
    const CLI::App *command = &root;
    std::vector<std::string> out;
    out.reserve(arguments.size() + 1);
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        if (*it == "--") {
            out.insert(out.end(), it, arguments.end());
            break;
        }
        const bool isLong = it->starts_with("--");
        const bool isShort = !isLong && it->size() > 1 && it->front() == '-';
        const size_t nameEnd = isLong ? it->find('=') : 2;
        const auto *option = isLong || isShort ? optionNamed(command, it->substr(0, nameEnd)) : nullptr;
        if (option == nullptr) {
            if (isShort && takesChannel(command)) {
                out.push_back(literalMark + *it);
                continue;
            }
            out.push_back(*it);
            const auto named =
                command->get_subcommands([&](const CLI::App *candidate) { return candidate->get_name() == *it; });
            if (!named.empty())
                command = named.front();
        } else if (takesValue(option) && isLong && nameEnd != std::string::npos) {
            out.push_back(it->substr(0, nameEnd));
            out.push_back(it->substr(nameEnd + 1));
        } else {
            out.push_back(*it);
            const bool valueFollows = takesValue(option) && (isLong || it->size() == 2);
            if (valueFollows && std::next(it) != arguments.end())
                out.push_back(*++it);
        }
    }
    return out;
}

std::optional<QByteArray> bytesOf(const CLI::Option *option)
{
    if (option->count() == 0)
        return std::nullopt;
    return bytes(option->results().front());
}

QByteArrayList allBytesOf(const CLI::Option *option)
{
    QByteArrayList all;
    for (const std::string &result : option->results())
        all << bytes(result);
    return all;
}

std::optional<QString> textOf(const CLI::Option *option)
{
    const auto raw = bytesOf(option);
    if (!raw)
        return std::nullopt;
    return textFrom(option, *raw);
}

QStringList allTextsOf(const CLI::Option *option)
{
    QStringList all;
    const QByteArrayList raw = allBytesOf(option);
    for (const QByteArray &one : raw)
        all << textFrom(option, one);
    return all;
}

std::optional<QStringList> listOf(const CLI::Option *option)
{
    const auto text = textOf(option);
    if (!text)
        return std::nullopt;
    QStringList list = text->split(u',');
    for (QString &item : list)
        item = item.trimmed();
    list.removeAll(QString());
    return list;
}

QByteArray channelOf(const CLI::Option *option)
{
    QByteArray name = bytesOf(option).value_or(QByteArray());
    if (name.startsWith(literalMark))
        name.remove(0, 1);
    if (name.isEmpty())
        refuseOption(option, tr("is empty"));
    static_cast<void>(textFrom(option, name));
    return name;
}

QList<std::pair<QString, QString>> parametersOf(const CLI::Option *option)
{
    QList<std::pair<QString, QString>> parameters;
    const QStringList texts = allTextsOf(option);
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            refuseOption(option, tr("“%1” is not of the form name=value").arg(text));
        parameters.append({text.left(equals), text.mid(equals + 1)});
    }
    return parameters;
}

std::optional<quint16> portOf(const CLI::Option *option, quint16 lowest)
{
    const auto text = bytesOf(option);
    if (!text)
        return std::nullopt;
    bool isPort = false;
    const quint16 port = text->toUShort(&isPort);
    if (!isPort || port < lowest)
        refuseOption(option, tr("must be a number from %1 to 65535").arg(lowest));
    return port;
}

void refuseOption(const CLI::Option *option, const QString &reason)
{
    throw CLI::ValidationError(option->get_name(), reason.toStdString());
}

} // namespace channelscope
