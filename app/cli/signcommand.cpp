// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "core/clock.h"
#include "input.h"
#include "text.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SignRequest
{
    QByteArray method;
    QByteArray path;
    QueryParameters query;
    std::optional<QByteArray> bodyFile;
    std::optional<qint64> timestamp;
};

// What is signed must be what is sent: a byte that cannot stand in a URL's path is refused, not mended.
void checkPath(const CLI::Option *option, const QByteArray &path)
{
    if (!path.startsWith('/'))
        refuseOption(option, tr("must start with /"));
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '?')
            refuseOption(option, tr("must not have a query: give its parameters with --query, decoded"));
        if (byte <= 0x20 || byte >= 0x7f || c == '#') {
            const QByteArray encoded = '%' + QByteArray(1, c).toHex().toUpper();
            refuseOption(option, tr("has a byte that cannot be sent as it is: write it as %1, as it will be signed")
                                     .arg(QString::fromLatin1(encoded)));
        }
    }
}

// Signing what another SDK signs can need its body_md5; everything else of ours cannot be given.
void checkQuery(const CLI::Option *option, const QueryParameters &query, bool hasBody)
{
    for (const auto &[name, value] : query) {
        const bool isBodyMd5 = name.compare("body_md5"_L1, Qt::CaseInsensitive) == 0;
        if (isBodyMd5 && hasBody)
            refuseOption(option, tr("body_md5 is computed from --body-file and cannot be given as well"));
        if (isReservedParameter(name) && !isBodyMd5)
            refuseOption(option, tr("%1 is set by the signature and cannot be given").arg(name));
    }
}

SignRequest read(const CLI::Option *method, const CLI::Option *path, const CLI::Option *query,
                 const CLI::Option *bodyFile, const CLI::Option *timestamp)
{
    SignRequest request;
    request.method = *bytesOf(method);
    const auto isLetter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (request.method.isEmpty() || !std::all_of(request.method.begin(), request.method.end(), isLetter))
        refuseOption(method, tr("must be a method such as GET or POST"));
    request.path = *bytesOf(path);
    checkPath(path, request.path);
    request.bodyFile = bytesOf(bodyFile);
    request.query = parametersOf(query);
    checkQuery(query, request.query, request.bodyFile.has_value());
    if (const auto seconds = bytesOf(timestamp)) {
        const bool isNumber =
            std::all_of(seconds->begin(), seconds->end(), [](char c) { return c >= '0' && c <= '9'; });
        bool fits = false;
        request.timestamp = seconds->toLongLong(&fits);
        if (!isNumber || !fits)
            refuseOption(timestamp, tr("must be whole seconds since 1970"));
    }
    return request;
}

void run(CommandContext &context, const SelectedApp &app, const SignRequest &request)
{
    UnsignedRequest unsignedRequest{request.method, request.path, request.query, std::nullopt};
    if (request.bodyFile) {
        const auto body = readInput(*request.bodyFile);
        if (!body) {
            context.fail(body.error());
            return;
        }
        unsignedRequest.body = *body;
    }
    const ServerAddress address = app.profile.address();
    const QByteArray wirePath = address.pathPrefix + request.path;
    if (address.prefixIsSigned)
        unsignedRequest.path = wirePath;
    const qint64 timestamp = request.timestamp.value_or(unixSeconds(systemClock()()));
    const SignedRequest signedRequest = RequestSigner(app.credentials).sign(unsignedRequest, timestamp);

    QString bodyMd5 = QString::fromLatin1(signedRequest.bodyMd5);
    for (const auto &[name, value] : request.query) {
        if (name.compare("body_md5"_L1, Qt::CaseInsensitive) == 0)
            bodyMd5 = value;
    }
    const QString text = QString::fromUtf8(signedRequest.stringToSign);
    const QString url = QString::fromLatin1(address.origin().toEncoded() + wirePath + '?' + signedRequest.query);
    Output &output = context.output();
    if (output.isJson()) {
        output.document({{u"string_to_sign"_s, text},
                         {u"body_md5"_s, bodyMd5.isEmpty() ? QJsonValue() : QJsonValue(bodyMd5)},
                         {u"auth_signature"_s, QString::fromLatin1(signedRequest.signature)},
                         {u"url"_s, url}});
    } else {
        const QStringList lines = text.split(u'\n');
        for (const QString &line : lines)
            output.line(line);
        output.line({});
        output.line(u"body_md5        "_s + (bodyMd5.isEmpty() ? u"–"_s : bodyMd5));
        output.line(u"auth_signature  "_s + QString::fromLatin1(signedRequest.signature));
        output.line(u"url             "_s + url);
    }
    context.done();
}

} // namespace

void addSignCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("sign", "Sign a request without sending it");
    const auto *method = command->add_option("METHOD", "GET or POST")->required();
    const auto *path = command->add_option("PATH", "the path as it is signed, from /apps/ on")->required();
    const auto *query = command->add_option("--query", "a query parameter, decoded; may be given again")
                            ->type_name("k=v")
                            ->expected(1, CLI::detail::expected_max_vector_size)
                            ->allow_extra_args(false);
    const auto *bodyFile =
        command->add_option("--body-file", "the body, byte for byte; - is standard input")->type_name("FILE");
    const auto *timestamp =
        command->add_option("--timestamp", "seconds since 1970 to sign with instead of now")->type_name("T");
    command->footer("The URL is valid for about ten minutes and is as good as the secret that long.\n"
                    "A body counts, and its MD5 is signed, if and only if --body-file is given.\n\n"
                    "  channelscope-cli --app shop sign GET /apps/3/channels --query filter_by_prefix=presence-");
    command->callback([=, &selected] {
        selected = [request = read(method, path, query, bodyFile, timestamp)](CommandContext &context) {
            context.withApp(CommandContext::MasterKey::NotNeeded,
                            [&context, request](const SelectedApp &app) { run(context, app, request); });
        };
    });
}

} // namespace channelscope
