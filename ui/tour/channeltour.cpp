// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "pages/channelwindow.h"
#include "tour/hands.h"
#include "tour/tour.h"
#include "widgets/countchart.h"
#include "widgets/countplot.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

namespace {

ChannelWindow *openedWindow()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<ChannelWindow *>(widget); window && window->isVisible())
            return window;
    }
    return nullptr;
}

} // namespace

void Tour::planTotals()
{
    add(
        u"totals"_s, u"while no channel is selected, the number of channels is drawn over time"_s, [] {},
        [this]() -> QString {
            const CountPlot *plot = in<CountChart>(m_window, u"totalsChart"_s)->plot();
            return plot && plot->isVisible() && !plot->titles().isEmpty() ? QString() : u"nothing is drawn"_s;
        });
}

void Tour::planChannel()
{
    add(
        u"chart"_s, u"the channel's counts are drawn, and a value is read with the keyboard"_s,
        [this] {
            if (CountPlot *plot = in<CountChart>(m_window, u"countChart"_s)->plot())
                press(plot, Qt::Key_End);
        },
        [this]() -> QString {
            CountPlot *plot = in<CountChart>(m_window, u"countChart"_s)->plot();
            if (!plot || plot->titles().size() != 2)
                return u"subscriptions and users are not drawn"_s;
            if (plot->reading().isEmpty())
                press(plot, Qt::Key_End);
            return plot->reading().contains("users"_L1) ? QString() : u"no value is read"_s;
        });
    add(
        u"chart-zoom"_s, u"another range of time is chosen, and a part of it looked at closely"_s,
        [this] {
            const auto &chart = *in<CountChart>(m_window, u"countChart"_s);
            in<QAbstractButton>(chart, u"chartRange60"_s)->click();
            in<QAbstractButton>(chart, u"chartZoomIn"_s)->click();
        },
        [this]() -> QString {
            const CountPlot *plot = in<CountChart>(m_window, u"countChart"_s)->plot();
            return plot->to() - plot->from() < std::chrono::hours(1) ? QString() : u"it is not closer"_s;
        });
    add(
        u"export-chart"_s, u"what is drawn is in a picture"_s,
        [this] {
            in<QAbstractButton>(*in<CountChart>(m_window, u"countChart"_s), u"chartExport"_s)->click();
            chooseFile(m_window, QDir(m_folder).absoluteFilePath(u"chart.svg"_s));
        },
        [this]() -> QString {
            return contentOf(QDir(m_folder).absoluteFilePath(u"chart.svg"_s)).contains("<svg") ? QString()
                                                                                               : u"it is not there"_s;
        });
    add(
        u"user-search"_s, u"among the users of the channel those are shown whose id contains what is typed"_s,
        [this] {
            const auto &chart = *in<CountChart>(m_window, u"countChart"_s);
            in<QAbstractButton>(chart, u"chartRange10"_s)->click();
            type(in<QLineEdit>(m_window, u"userFilter"_s), u"u-1"_s);
        },
        [this]() -> QString {
            const auto &users = m_window.currentWorkspace()->session().users().users();
            for (const WatchedUser &user : users) {
                if (!user.user.id.contains("u-1"_L1))
                    return u"somebody else is shown"_s;
            }
            return {};
        });
    add(
        u"copy-command"_s, u"the channel as a command line is on the clipboard"_s,
        [this] {
            press(in<QLineEdit>(m_window, u"userFilter"_s), Qt::Key_Escape);
            in<QToolButton>(m_window, u"channelMore"_s)->menu()->actions().value(1)->trigger();
        },
        []() -> QString {
            return QApplication::clipboard()->text().startsWith("channelscope-cli channel "_L1) ? QString()
                                                                                                : u"it is not there"_s;
        });
    add(
        u"export-channel"_s, u"all that is known of the channel is in a file"_s,
        [this] {
            in<QToolButton>(m_window, u"channelMore"_s)->menu()->actions().value(2)->trigger();
            chooseFile(m_window, QDir(m_folder).absoluteFilePath(u"channel.json"_s));
        },
        [this]() -> QString {
            const QByteArray facts = contentOf(QDir(m_folder).absoluteFilePath(u"channel.json"_s));
            return facts.contains("\"users\":[") ? QString() : u"it is not there"_s;
        });
    add(
        u"export-users"_s, u"who is and was in the channel is in a file"_s,
        [this] {
            in<QAction>(m_window, u"exportUsers"_s)->trigger();
            chooseFile(m_window, QDir(m_folder).absoluteFilePath(u"users.csv"_s));
        },
        [this]() -> QString {
            const QByteArray table = contentOf(QDir(m_folder).absoluteFilePath(u"users.csv"_s));
            return table.trimmed().split('\n').size() > m_window.currentWorkspace()->session().users().presentCount()
                       ? QString()
                       : u"users are missing"_s;
        });
    add(
        u"joins"_s, u"who came and who left since watching began is listed"_s,
        [this] { in<QTabWidget>(m_window, u"usersTabs"_s)->setCurrentIndex(1); },
        [this]() -> QString {
            return in<QTableView>(m_window, u"changesTable"_s)->isVisible() &&
                           in<QLabel>(m_window, u"changesNote"_s)->text().contains("since"_L1)
                       ? QString()
                       : u"it is not said since when the channel is watched"_s;
        });
    add(
        u"window"_s, u"the channel is in a window of its own, which asks for itself"_s,
        [this] {
            in<QTabWidget>(m_window, u"usersTabs"_s)->setCurrentIndex(0);
            in<QToolButton>(m_window, u"channelMore"_s)->menu()->actions().first()->trigger();
        },
        []() -> QString {
            ChannelWindow *window = openedWindow();
            if (!window)
                return u"there is no such window"_s;
            return window->detail().status().usersLoaded ? QString() : u"it has no users"_s;
        });
    add(
        u"terminate"_s, u"a user's connections are terminated after the app's name was typed"_s,
        [this] {
            if (ChannelWindow *window = openedWindow())
                window->close();
            auto *users = in<QTableView>(m_window, u"usersTable"_s);
            int row = 0;
            while (row < users->model()->rowCount() &&
                   !users->model()->index(row, 0).data(PresenceUsersModel::PresentRole).toBool())
                ++row;
            users->selectRow(row);
            in<QAbstractButton>(m_window, u"terminateButton"_s)->click();
            if (auto *dialog = m_window.findChild<QDialog *>(u"confirmDialog"_s)) {
                type(in<QLineEdit>(*dialog, u"confirmName"_s), m_window.currentWorkspace()->session().profile().name);
                in<QAbstractButton>(*dialog, u"confirmPublish"_s)->click();
            }
        },
        [this]() -> QString {
            const auto *outcome = in<QLabel>(m_window, u"terminateOutcome"_s);
            return outcome->isVisible() && outcome->text().contains("accepted"_L1) ? QString()
                                                                                   : u"it is not accepted"_s;
        });
}

} // namespace channelscope
