// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/keychainsecretstore.h"
#include "appselection.h"
#include "http/channelsapi.h"
#include "output.h"

#include <QObject>

#include <functional>
#include <memory>

namespace channelscope {

//! What every command needs: the global options, the output, the selected app, and the one way to end the program.
//! Lives as long as the event loop; commands pass it as the context of what they wait for.
class CommandContext : public QObject
{
public:
    //! What a command needs the app's encryption master key for; a malformed one is no trouble to the others.
    enum class MasterKey : quint8 { NotNeeded, Welcome, Required };

    explicit CommandContext(GlobalOptions options);

    [[nodiscard]] const GlobalOptions &options() const { return m_options; }
    [[nodiscard]] Output &output() { return m_output; }
    //! The keychain's secrets; reached for only when first asked.
    [[nodiscard]] SecretVault &vault();
    //! Selects this saved app, as --app would.
    void selectSavedApp(const QString &name) { m_options.app = name; }

    //! The command did what it was asked to; a search that found nothing has an exit code of its own.
    void done(ExitCode code = ExitCode::Done) { end(code); }
    //! It did not.
    void fail(const Problem &problem);
    void fail(const ApiError &error);
    //! What the document of a failure says beside the error, from now on.
    void setFailureFrame(std::function<QJsonObject(const Problem &)> frame,
                         std::function<QList<Output::RawMember>()> raw = {})
    {
        m_frame = std::move(frame);
        m_rawFrame = std::move(raw);
    }
    //! The error in the words of the app that was selected.
    [[nodiscard]] Problem problem(const ApiError &error) const;

    //! Goes on with the app that the global options select, or fails.
    void withApp(MasterKey masterKey, const std::function<void(const SelectedApp &)> &next);
    //! Goes on with the API of that app, or fails. The API lives as long as this object.
    void withApi(MasterKey masterKey, const std::function<void(ChannelsApi &)> &next);
    //! The same for a command that changes something: fails also if that may happen elsewhere than was meant.
    void withApiForChanges(MasterKey masterKey, const std::function<void(ChannelsApi &)> &next);

private:
    void end(ExitCode code);
    //! Tells what was noted about the app; fails the command if that speaks against a change.
    [[nodiscard]] bool isWhereItWasMeant(const SelectedApp &app);
    //! The profile's own key, or the environment's; fails the command if there is none where there must be.
    [[nodiscard]] bool findMasterKey(SelectedApp &app, MasterKey masterKey);

    struct Keychain
    {
        KeychainSecretStore store;
        SecretVault vault{store};
    };

    GlobalOptions m_options;
    Output m_output;
    std::unique_ptr<Keychain> m_keychain;
    std::function<QJsonObject(const Problem &)> m_frame;
    std::function<QList<Output::RawMember>()> m_rawFrame;
    AdviceContext m_advice;
    GuardLevel m_guard = GuardLevel::Normal;
    bool m_makesChanges = false;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ChannelsApi> m_api;
};

} // namespace channelscope
