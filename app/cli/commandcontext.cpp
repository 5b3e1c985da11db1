// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandcontext.h"

#include "live/encryptedchannels.h"

#include <QCoreApplication>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

CommandContext::CommandContext(GlobalOptions options)
    : m_options(std::move(options))
    , m_output(m_options.json)
{}

SecretVault &CommandContext::vault()
{
    if (!m_keychain)
        m_keychain = std::make_unique<Keychain>();
    return m_keychain->vault;
}

void CommandContext::end(ExitCode code)
{
    QCoreApplication::exit(static_cast<int>(m_output.finish(code)));
}

void CommandContext::fail(const Problem &problem)
{
    m_output.problem(problem, m_frame ? m_frame(problem) : QJsonObject(),
                     m_rawFrame ? m_rawFrame() : QList<Output::RawMember>());
    end(problem.code);
}

void CommandContext::fail(const ApiError &error)
{
    fail(problem(error));
}

Problem CommandContext::problem(const ApiError &error) const
{
    Problem out = problemOf(error, m_advice);
    // The window's hints speak of settings; here there are options.
    if (error.kind == ApiError::Kind::MissingCredentials)
        out.hint = waysToGiveCredentials();
    else if (error.kind == ApiError::Kind::Keychain)
        out.hint =
            tr("Without a keychain the secret can be given in CHANNELSCOPE_SECRET, or the whole app in PUSHER_URL.");
    else if (error.kind == ApiError::Kind::Invalid && !m_frame)
        out.hint.clear(); // the command was not about sending anything
    else if (error.kind == ApiError::Kind::Guard && m_guard == GuardLevel::Confirm)
        out.hint = tr("Nothing was sent. Repeat the command with --yes to confirm it.");
    else if (error.kind == ApiError::Kind::ReplyTooLarge && !error.outcomeUnknown)
        out.hint = tr("Narrow the prefix, or raise the limit with --max-reply.");
    return out;
}

void CommandContext::withApp(MasterKey masterKey, const std::function<void(const SelectedApp &)> &next)
{
    const auto keychain = [this]() -> SecretVault & { return vault(); };
    selectApp(m_options, keychain, m_output).then(this, [this, masterKey, next](Result<SelectedApp> selected) {
        if (!selected) {
            fail(selected.error());
            return;
        }
        const AppProfile &profile = selected->profile;
        m_guard = profile.guard;
        m_advice.server = profile.server;
        m_advice.address = profile.address();
        m_advice.cluster = profile.host.isEmpty() ? profile.cluster : QString();
        if (isWhereItWasMeant(*selected) && findMasterKey(*selected, masterKey))
            next(*selected);
    });
}

bool CommandContext::isWhereItWasMeant(const SelectedApp &app)
{
    for (const QString &note : app.notes)
        m_output.warning(note);
    if (!m_makesChanges || app.addressNotes.isEmpty()) {
        for (const QString &note : app.addressNotes)
            m_output.warning(note);
        return true;
    }
    fail(
        usageProblem(app.addressNotes.join(u' '),
                     tr("Nothing was sent, because it might have gone elsewhere than was meant. Correct that first, or "
                        "name the app in another way.")));
    return false;
}

bool CommandContext::findMasterKey(SelectedApp &app, MasterKey masterKey)
{
    Secret &key = app.credentials.encryptionMasterKey;
    if (masterKey == MasterKey::NotNeeded || !key.isEmpty())
        return true;
    constexpr auto variable = "PUSHER_ENCRYPTION_MASTER_KEY_BASE64";
    if (!qEnvironmentVariableIsEmpty(variable)) {
        const auto decoded = masterKeyFromBase64(qgetenv(variable));
        if (!decoded) {
            fail(usageProblem(QLatin1String(variable) + u": "_s + decoded.error().message));
            return false;
        }
        key = *decoded;
        return true;
    }
    // A read-only app refuses for a better reason.
    if (masterKey == MasterKey::Welcome || app.profile.guard == GuardLevel::ReadOnly)
        return true;
    ApiError missing;
    missing.kind = ApiError::Kind::MissingCredentials;
    missing.message = tr("An end-to-end encrypted channel needs the app's encryption master key, which is not known.");
    Problem out = problem(missing);
    out.hint = tr("Save it with the app, or set %1.").arg(QLatin1String(variable));
    fail(out);
    return false;
}

void CommandContext::withApiForChanges(MasterKey masterKey, const std::function<void(ChannelsApi &)> &next)
{
    m_makesChanges = true;
    withApi(masterKey, next);
}

void CommandContext::withApi(MasterKey masterKey, const std::function<void(ChannelsApi &)> &next)
{
    withApp(masterKey, [this, next](const SelectedApp &app) {
        HttpClient::Limits limits;
        limits.idleTimeout = m_options.timeout;
        limits.wholeTimeout = std::max(limits.wholeTimeout, m_options.timeout);
        AppProfile profile = app.profile;
        profile.maxReplyMb = m_options.maxReplyMb.value_or(profile.maxReplyMb);
        limits.maxReplyBytes = profile.maxReplyBytes();
        m_http = std::make_unique<HttpClient>(app.profile.address(), app.credentials, systemClock(), limits);
        connect(m_http.get(), &HttpClient::recorded, this, [this](const RequestRecord &record) {
            m_advice.clockOffsetMs = record.clockOffsetMs;
            m_advice.stringToSign = record.stringToSign;
        });
        m_api = std::make_unique<ChannelsApi>(*m_http, app.credentials.appId, dialectOf(app.profile.server),
                                              Guard(app.profile.guard), app.credentials.encryptionMasterKey);
        next(*m_api);
    });
}

} // namespace channelscope
