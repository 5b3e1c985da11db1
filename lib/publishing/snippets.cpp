// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/snippets.h"

#include "channels/channelname.h"
#include "core/jsonfault.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "http/requestsigner.h"
#include "publishing/literals.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

// Has to stand outside of any namespace.
static void loadSnippets()
{
    Q_INIT_RESOURCE(snippets);
}

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Quote = QByteArray (*)(const QString &);

//! What differs between the languages, besides their template.
struct Language
{
    SnippetKind kind;
    QLatin1String title;
    QLatin1String file; //!< below resources/snippets
    QLatin1String extension;
    Quote quote;
    bool takesPrefix; //!< the program can ask below a path prefix
};

QByteArray shellText(const QString &text)
{
    return shellLiteral(text.toUtf8());
}

constexpr std::array languages{
    Language{SnippetKind::CurlScript, "curl script"_L1, "curl-script.sh.in"_L1, "sh"_L1, shellText, true},
    Language{SnippetKind::Node, "Node"_L1, "node.js.in"_L1, "js"_L1, quotedLiteral, false},
    Language{SnippetKind::Php, "PHP"_L1, "php.php.in"_L1, "php"_L1, phpLiteral, true},
    Language{SnippetKind::Laravel, "Laravel"_L1, "laravel.php.in"_L1, "php"_L1, phpLiteral, true},
    Language{SnippetKind::Python, "Python"_L1, "python.py.in"_L1, "py"_L1, quotedLiteral, false},
    Language{SnippetKind::Ruby, "Ruby"_L1, "ruby.rb.in"_L1, "rb"_L1, rubyLiteral, false},
    Language{SnippetKind::Go, "Go"_L1, "go.go.in"_L1, "go"_L1, quotedLiteral, false},
    Language{SnippetKind::DotNet, ".NET"_L1, "dotnet.cs.in"_L1, "cs"_L1, quotedLiteral, false},
    Language{SnippetKind::Cli, "channelscope-cli"_L1, "cli.sh.in"_L1, "sh"_L1, shellText, true},
};

const Language &languageOf(SnippetKind kind)
{
    return *std::find_if(languages.begin(), languages.end(),
                         [kind](const Language &language) { return language.kind == kind; });
}

//! What stands for @name@ in a template, and which @if name@ … @end@ are in it.
using Values = QHash<QString, QByteArray>;
using Facts = QHash<QString, bool>;

QByteArray filled(QLatin1String file, const Values &values, const Facts &facts)
{
    loadSnippets();
    QFile source(":/channelscope/snippets/"_L1 + file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("The snippet %s was not compiled in", file.data());
    static const QRegularExpression condition(u"^@if ([a-z_]+)@\n"_s);
    static const QRegularExpression place(u"@([a-z0-9_]+)@"_s);

    QByteArray out;
    QList<bool> conditions; // one within the other
    while (!source.atEnd()) {
        const QString line = QString::fromUtf8(source.readLine());
        if (const auto match = condition.match(line); match.hasMatch()) {
            conditions.append(facts.value(match.captured(1)));
            continue;
        }
        if (line == "@end@\n"_L1) {
            conditions.removeLast();
            continue;
        }
        if (conditions.contains(false))
            continue;
        // In one pass, so that nothing in a value is taken for a place.
        qsizetype from = 0;
        for (auto it = place.globalMatch(line); it.hasNext();) {
            const auto match = it.next();
            out += line.mid(from, match.capturedStart() - from).toUtf8() + values.value(match.captured(1));
            from = match.capturedEnd();
        }
        out += line.mid(from).toUtf8();
    }
    return out;
}

bool isUser(const QString &channel)
{
    return channelKind(channel) == ChannelKind::ServerToUser;
}

// Linux takes no argument of a command beyond 128 KiB.
constexpr qsizetype longestArgument = 100'000;

QByteArray joined(const QStringList &texts, Quote quote)
{
    QByteArrayList list;
    for (const QString &text : texts)
        list.append(quote(text));
    return list.join(", ");
}

QByteArray cliOptions(const Event &event)
{
    QByteArray options;
    const auto add = [&](const char *name, const QString &value) {
        options += QByteArray(" \\\n  ") + name + ' ' + shellText(value);
    };
    for (const QString &channel : uniqueChannels(event.channels))
        add("--channel", channel);
    add("--event", event.name);
    if (!event.socketId.isEmpty())
        add("--exclude", event.socketId);
    if (!event.info.isEmpty())
        add("--info", event.info.join(u','));
    return options.sliced(1);
}

Values valuesOf(const Language &language, const Event &event, const ServerAddress &address)
{
    const auto quote = language.quote;
    const int port = address.port > 0 ? address.port : address.tls ? 443 : 80;
    const QString prefix = QString::fromUtf8(address.pathPrefix);
    const QString origin = QString::fromLatin1(address.origin().toEncoded());
    const QStringList channels = uniqueChannels(event.channels);
    const bool isSignedPrefix = address.prefixIsSigned;
    return {
        {u"channels"_s, joined(channels, quote)},
        {u"event"_s, quote(event.name)},
        {u"data"_s, quote(strictUtf8(event.data).value_or(QString()))},
        {u"data_format"_s, shellPrintfLiteral(event.data)},
        {u"body"_s, shellLiteral(toBody(event))},
        {u"socket_id"_s, quote(event.socketId)},
        {u"info"_s, quote(event.info.join(u','))},
        {u"info_list"_s, joined(event.info, quote)},
        {u"user"_s, quote(channels.first().mid(serverToUserPrefix.size()))},
        {u"options"_s, cliOptions(event)},
        {u"host"_s, quote(address.host)},
        {u"port"_s, QByteArray::number(port)},
        {u"host_and_port"_s, quote(address.display())},
        {u"authority"_s, quote(address.display() + prefix)},
        {u"scheme"_s, quote(address.tls ? u"https"_s : u"http"_s)},
        {u"tls"_s, address.tls ? "true" : "false"},
        {u"python_tls"_s, address.tls ? "True" : "False"},
        {u"prefix"_s, quote(prefix)},
        {u"signed_prefix"_s, quote(isSignedPrefix ? prefix : QString())},
        {u"origin"_s, quote(isSignedPrefix ? origin : origin + prefix)},
        {u"address"_s, origin.toLatin1() + address.pathPrefix},
    };
}

Facts factsOf(const Event &event, const ServerAddress &address)
{
    const bool isEncryptedEvent = std::any_of(event.channels.begin(), event.channels.end(),
                                              [](const QString &channel) { return isEncrypted(channelKind(channel)); });
    const bool isForUser = event.channels.size() == 1 && isUser(event.channels.first());
    // An argument of a command can neither hold NUL nor be very long nor, for some, empty.
    const bool isArgument = !event.data.isEmpty() && !event.data.contains('\0') && event.data.size() <= longestArgument;
    const bool isParsed = isEncryptedEvent && !jsonFault(event.data);
    return {
        {u"encrypted"_s, isEncryptedEvent},
        {u"parsed"_s, isParsed},
        {u"plain"_s, !isParsed},
        {u"socket_id"_s, !event.socketId.isEmpty()},
        {u"info"_s, !event.info.isEmpty()},
        {u"prefix"_s, !address.pathPrefix.isEmpty()},
        {u"user"_s, isForUser},
        {u"no_user"_s, !isForUser},
        {u"data_argument"_s, isArgument},
        {u"data_input"_s, !isArgument},
    };
}

//! What every program needs; empty if it is there.
QString problemOf(const Event &event)
{
    if (event.channels.isEmpty())
        return tr("The event has no channel.");
    if (const qsizetype at = invalidUtf8At(event.data); at >= 0)
        return tr("The data is not valid UTF-8 (byte %1).").arg(at + 1);
    return {};
}

QString problemOf(const Language &language, const Event &event, const ServerAddress &address)
{
    const bool mayBeUnsigned = language.kind == SnippetKind::CurlScript || language.kind == SnippetKind::Laravel;
    const bool hasUnsignedPrefix = !address.prefixIsSigned && !mayBeUnsigned;
    if (!address.pathPrefix.isEmpty() && (!language.takesPrefix || hasUnsignedPrefix))
        return tr("%1 cannot send to a server below the path %2.")
            .arg(language.title, QString::fromUtf8(address.pathPrefix));
    // Node and Go have a call of its own for a user, without options; .NET has none.
    const bool hasUser = std::any_of(event.channels.begin(), event.channels.end(), isUser);
    const bool isForUserOnly = event.channels.size() == 1 && event.socketId.isEmpty() && event.info.isEmpty();
    const bool hasOwnCall = language.kind == SnippetKind::Node || language.kind == SnippetKind::Go;
    if (hasUser && (language.kind == SnippetKind::DotNet || (hasOwnCall && !isForUserOnly)))
        return tr("%1 cannot send this to a user.").arg(language.title);
    return {};
}

} // namespace

QList<SnippetKind> snippetKinds()
{
    QList<SnippetKind> kinds;
    for (const Language &language : languages)
        kinds.append(language.kind);
    return kinds;
}

QString snippetTitle(SnippetKind kind)
{
    return languageOf(kind).title;
}

QString snippetExtension(SnippetKind kind)
{
    return languageOf(kind).extension;
}

Result<QByteArray> snippet(SnippetKind kind, const Event &event, const ServerAddress &address)
{
    const Language &language = languageOf(kind);
    for (const QString &problem : {problemOf(event), problemOf(language, event, address)}) {
        if (!problem.isEmpty())
            return invalid(problem);
    }
    return filled(language.file, valuesOf(language, event, address), factsOf(event, address));
}

Result<QByteArray> signedCurl(const Event &event, const ServerAddress &address, const AppCredentials &credentials,
                              qint64 timestamp)
{
    if (const QString problem = problemOf(event); !problem.isEmpty())
        return invalid(problem);
    const QByteArray body = toBody(event);
    const QByteArray path = "/apps/" + asPathSegment(credentials.appId) + "/events";
    const QByteArray wirePath = address.pathPrefix + path;
    const SignedRequest request =
        RequestSigner(credentials)
            .sign({QByteArrayLiteral("POST"), address.prefixIsSigned ? wirePath : path, {}, body}, timestamp);
    const QByteArray url = address.origin().toEncoded() + wirePath + '?' + request.query;
    const QString time = QDateTime::fromSecsSinceEpoch(timestamp, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    const bool isArgument = body.size() <= longestArgument;
    return filled("curl-signed.sh.in"_L1,
                  {{u"body"_s, shellLiteral(body)}, {u"url"_s, shellLiteral(url)}, {u"time"_s, time.toLatin1()}},
                  {{u"body_argument"_s, isArgument}, {u"body_input"_s, !isArgument}});
}

} // namespace channelscope
