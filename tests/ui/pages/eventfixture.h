// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"
#include "widgets/jsoneditor.h"
#include "widgets/plainlabel.h"
#include "workspace.h"

#include <QAction>
#include <QDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace channelscope::test {

using namespace Qt::Literals::StringLiterals;

//! The Publish page of an app, with everything around it that takes part in sending.
struct EventDesk
{
    explicit EventDesk(const AppProfile &profile, const AppCredentials &credentials = someCredentials())
        : workspace(profile, credentials, kept.stores())
        , page(pageOf(workspace))
        , channels(in<QLineEdit>(page, u"channelsField"_s))
    {
        workspace.resize(1100, 700);
        if (!shown(workspace))
            qFatal("The page does not come up");
    }

    //! It is made when it is first shown.
    static QWidget &pageOf(Workspace &workspace)
    {
        workspace.showPage(Workspace::Page::Publish);
        return in<QWidget>(workspace, u"eventPage"_s);
    }
    void type(const QString &toChannels, const QString &name, const QByteArray &data = "{}")
    {
        channels.setText(toChannels);
        in<QLineEdit>(page, u"eventName"_s).setText(name);
        page.findChild<JsonEditor *>()->setBytes(data);
    }
    void click(const QString &name)
    {
        auto &button = in<QAbstractButton>(page, name);
        QVERIFY2(button.isVisible() && button.isEnabled(), qPrintable(name));
        button.click();
    }
    //! A round trip in which a publish that must not be would show up.
    void letARoundTripPass()
    {
        workspace.session().refresh();
        QTRY_VERIFY(workspace.session().list().state != LoadState::Loading);
    }
    [[nodiscard]] QString label(const QString &name) const { return in<PlainLabel>(page, name).wholeText(); }
    [[nodiscard]] QStringList chips() const
    {
        QStringList texts;
        for (const QToolButton *chip : page.findChildren<QToolButton *>(u"channelChip"_s)) {
            if (chip->isVisible())
                texts << chip->text();
        }
        return texts;
    }
    void takeOut(int number) const
    {
        QList<QToolButton *> chips = page.findChildren<QToolButton *>(u"channelChip"_s);
        chips.removeIf([](const QToolButton *chip) { return !chip->isVisible(); });
        chips.at(number)->click();
    }
    [[nodiscard]] QDialog *dialog(const QString &name) const { return workspace.findChild<QDialog *>(name); }
    //! Chooses an entry of "Copy as".
    void copyAs(const QString &text)
    {
        QMenu *menu = in<QToolButton>(page, u"copyAs"_s).menu();
        Q_EMIT menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }

    TemporaryStores kept;
    Workspace workspace;
    QWidget &page;
    QLineEdit &channels;
};

inline QJsonObject bodyOf(const RoutedServer &server, qsizetype number = 0)
{
    QList<QJsonObject> bodies;
    for (const RoutedServer::Request &request : server.requests()) {
        if (request.method == "POST")
            bodies << QJsonDocument::fromJson(request.body).object();
    }
    return bodies.value(number);
}

inline AppProfile production(const RoutedServer &server)
{
    AppProfile profile = profileOf(server.address(), ServerKind::Unknown, GuardLevel::Confirm);
    profile.environment = Environment::Production;
    return profile;
}

} // namespace channelscope::test
