// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/secretstore.h"

#include "core/tr.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString reason(const SecretError &error)
{
    switch (error.kind) {
    case SecretError::Kind::NoBackend:
        return tr(
            "No keychain service runs in this session. Start one, such as GNOME Keyring or KWallet, and try again");
    case SecretError::Kind::NoBus:
        return tr("The keychain cannot be reached: there is no D-Bus session here. Start the program from a desktop "
                  "session, or under dbus-run-session");
    case SecretError::Kind::Locked: return tr("The keychain is locked. Unlock it and try again");
    case SecretError::Kind::Denied:
        return tr(
            "The keychain refused: access was not allowed, or the question to make a keyring was dismissed. Allow "
            "it and try again");
    case SecretError::Kind::NoAnswer:
        return tr("The keychain does not answer. It may be waiting for your password in another window: answer there "
                  "and try again");
    case SecretError::Kind::Failed: return tr("The keychain failed. Check that it works and try again");
    }
    Q_UNREACHABLE();
}

} // namespace

QString describe(const SecretError &error)
{
    QString text = tr("%1, or give the secret for this session only.").arg(reason(error));
    if (!error.message.isEmpty())
        text += u' ' + tr("(It says: %1)").arg(error.message.trimmed());
    return text;
}

QString secretKey(const QUuid &profileId)
{
    return profileId.toString(QUuid::WithoutBraces) + "/secret"_L1;
}

QString masterKeyKey(const QUuid &profileId)
{
    return profileId.toString(QUuid::WithoutBraces) + "/encryption-master-key"_L1;
}

} // namespace channelscope
