// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "channels/channelname.h"
#include "command.h"
#include "core/utf8.h"
#include "live/channelauthorizer.h"
#include "text.h"

#include <QJsonDocument>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AuthRequest
{
    QByteArray channel; //!< empty: a user signs in
    QByteArray socketId;
    QByteArray data;
};

QByteArray socketIdOf(const CLI::Option *option)
{
    const QByteArray id = bytesOf(option).value_or(QByteArray());
    if (!isSocketId(QString::fromLatin1(id))) {
        refuseOption(option, tr("“%1” is not a socket_id: it is two numbers with a dot between them, such as 1234.5678")
                                 .arg(QString::fromUtf8(id)));
    }
    return id;
}

// The text is signed byte for byte, and it must be JSON text for anybody who reads the reply.
QByteArray dataOf(const CLI::Option *option)
{
    static_cast<void>(textOf(option));
    return bytesOf(option).value_or(QByteArray());
}

// What is signed is the caller's business; what no server would take is worth a word.
void warnOf(Output &output, const AuthRequest &request, ChannelKind kind)
{
    if (!request.channel.isEmpty() && !needsAuthorization(kind))
        output.warning(tr("Subscribing to a %1 channel takes no authorization.").arg(kindName(kind)));
    if (kind == ChannelKind::ServerToUser)
        output.warning(tr("This channel belongs to a signed-in user: use user-auth instead."));
    const QJsonObject object = QJsonDocument::fromJson(request.data).object();
    if (isPresence(kind) && !object.contains(u"user_id"_s))
        output.warning(tr("The channel data is not a JSON object with a “user_id”: no server will take it."));
    if (request.channel.isEmpty() && object[u"id"_s].toString().isEmpty())
        output.warning(tr("The user data is not a JSON object with an “id” that is a text: no server will take it."));
}

void print(Output &output, const QJsonObject &document)
{
    if (output.isJson()) {
        output.document(document);
        return;
    }
    for (auto it = document.begin(); it != document.end(); ++it)
        output.line(it.key().leftJustified(15) + it->toString());
}

void run(CommandContext &context, const SelectedApp &app, const AuthRequest &request)
{
    const ChannelAuthorizer authorizer(app.credentials);
    const bool signsIn = request.channel.isEmpty();
    const ChannelKind kind = signsIn ? ChannelKind::Public : channelKind(QByteArrayView(request.channel));
    const Authorization authorization = signsIn ? authorizer.user(request.socketId, request.data)
                                                : authorizer.channel(request.socketId, request.channel, request.data);
    warnOf(context.output(), request, kind);
    QJsonObject document{{u"auth"_s, QString::fromUtf8(authorization.auth)}};
    if (!authorization.data.isEmpty())
        document.insert(signsIn ? u"user_data"_s : u"channel_data"_s, *strictUtf8(authorization.data));
    if (!authorization.sharedSecret.isEmpty()) {
        document.insert(u"shared_secret"_s, QString::fromLatin1(authorization.sharedSecret));
    } else if (isEncrypted(kind)) {
        context.output().warning(
            tr("The encryption master key is not known, so there is no shared_secret. Save it with the app, or set "
               "PUSHER_ENCRYPTION_MASTER_KEY_BASE64."));
    }
    print(context.output(), document);
    context.done();
}

Action action(const AuthRequest &request)
{
    return [request](CommandContext &context) {
        const auto masterKey = isEncrypted(channelKind(QByteArrayView(request.channel)))
                                   ? CommandContext::MasterKey::Welcome
                                   : CommandContext::MasterKey::NotNeeded;
        context.withApp(masterKey, [&context, request](const SelectedApp &app) { run(context, app, request); });
    };
}

void addChannelAuth(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("auth", "Authorize a subscription, as an app's own endpoint would");
    const auto *channel = command->add_option("CHANNEL", "the channel")->required();
    const auto *socketId = command->add_option("SOCKET_ID", "the connection, such as 1234.5678")->required();
    const auto *data =
        command->add_option("--channel-data", "signed byte for byte; presence channels need it")->type_name("TEXT");
    command->footer("For an encrypted channel shared_secret is added when the app's encryption master key is saved, or "
                    "is in\nPUSHER_ENCRYPTION_MASTER_KEY_BASE64. Put -- before names that look like an option.\n\n"
                    "  channelscope-cli --app shop auth presence-room 1234.5678 --channel-data '{\"user_id\":\"7\"}'\n"
                    "  channelscope-cli --app shop auth -- --odd-name 1234.5678");
    command->callback([=, &selected] {
        const AuthRequest request{channelOf(channel), socketIdOf(socketId), dataOf(data)};
        if (isPresence(channelKind(QByteArrayView(request.channel))) && request.data.isEmpty()) {
            refuseOption(data, tr("is needed: a presence channel tells its members who joins. Give "
                                  "{\"user_id\":\"…\"}, with \"user_info\" if you like"));
        }
        selected = action(request);
    });
}

void addUserAuth(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("user-auth", "Authorize a user's sign-in");
    const auto *socketId = command->add_option("SOCKET_ID", "the connection, such as 1234.5678")->required();
    const auto *data =
        command->add_option("--user-data", "signed byte for byte, such as {\"id\":\"7\"}")->type_name("TEXT");
    command->footer("  channelscope-cli --app shop user-auth 1234.5678 --user-data '{\"id\":\"7\"}'");
    command->callback([=, &selected] {
        const AuthRequest request{{}, socketIdOf(socketId), dataOf(data)};
        if (request.data.isEmpty())
            refuseOption(data, tr("is needed: it says who signs in"));
        selected = action(request);
    });
}

} // namespace

void addAuthCommands(CLI::App &root, Action &selected)
{
    addChannelAuth(root, selected);
    addUserAuth(root, selected);
}

} // namespace channelscope
