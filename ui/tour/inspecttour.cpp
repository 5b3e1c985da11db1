// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/snapshotdiffmodel.h"
#include "models/userhitsmodel.h"
#include "tour/hands.h"
#include "tour/tour.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QTableView>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

void Tour::planFinding()
{
    add(
        u"find-user"_s, u"every presence channel is asked, and a user is found where they are"_s,
        [this] {
            m_window.currentWorkspace()->findUser();
            in<QComboBox>(m_window, u"findUserMatch"_s)->setCurrentIndex(1);
            auto *id = in<QLineEdit>(m_window, u"findUserId"_s);
            type(id, u"u-1"_s);
            press(id, Qt::Key_Return);
        },
        [this]() -> QString {
            if (!in<QAbstractButton>(m_window, u"findUserStart"_s)->isVisible())
                return u"the search has not come to its end"_s;
            const auto *table = in<QTableView>(m_window, u"findUserTable"_s);
            const auto &hits = qobject_cast<UserHitsModel *>(table->model())->hits();
            if (hits.isEmpty() || !table->isVisible())
                return u"nobody was found"_s;
            for (const UserHit &hit : hits) {
                if (!hit.channel.startsWith("presence-"_L1) || !hit.user.id.contains("u-1"_L1))
                    return u"somebody else was found"_s;
            }
            return {};
        });
    add(
        u"show-found"_s, u"the channel where the user was found is shown in the list, with who is there"_s,
        [this] {
            auto *table = in<QTableView>(m_window, u"findUserTable"_s);
            table->selectRow(0);
            in<QAbstractButton>(m_window, u"findUserShow"_s)->click();
        },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            if (!in<QTableView>(m_window, u"channelsTable"_s)->isVisible())
                return u"the list is not in view"_s;
            if (session.list().state != LoadState::Ready || session.list().shownPrefix != session.detail().channel)
                return u"the list is not narrowed to the channel"_s;
            return session.detail().usersLoaded ? QString() : u"its users have not come"_s;
        });
}

void Tour::planComparing()
{
    add(
        u"keep-list"_s, u"the whole list of channels is kept"_s,
        [this] {
            m_window.currentWorkspace()->showPage(Workspace::Page::Channels);
            press(in<QLineEdit>(m_window, u"prefixEdit"_s), Qt::Key_Escape);
        },
        [this]() -> QString {
            const ListStatus &list = m_window.currentWorkspace()->session().list();
            if (list.state != LoadState::Ready || !list.shownPrefix.isEmpty())
                return u"the whole list has not come"_s;
            if (m_window.findChild<QTableView *>(u"differencesTable"_s) == nullptr)
                m_window.currentWorkspace()->keepList();
            return {};
        });
    add(
        u"compare"_s, u"channels that have come and gone since then are told"_s, [] {},
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            const auto *table = in<QTableView>(m_window, u"differencesTable"_s);
            const auto *model = qobject_cast<SnapshotDiffModel *>(table->model());
            if (model->rowCount() >= 2 && table->isVisible())
                return {};
            if (session.list().state != LoadState::Loading)
                session.refresh();
            return u"no difference was found"_s;
        });
    add(
        u"export"_s, u"the differences are in a file"_s,
        [this] {
            in<QAbstractButton>(m_window, u"differencesExport"_s)->click();
            auto *dialog = m_window.findChild<QFileDialog *>();
            dialog->selectFile(QDir(m_folder).absoluteFilePath(u"differences.csv"_s));
            QMetaObject::invokeMethod(dialog, "accept");
        },
        [this]() -> QString {
            QFile file(QDir(m_folder).absoluteFilePath(u"differences.csv"_s));
            if (!file.open(QIODevice::ReadOnly))
                return u"there is no file"_s;
            return file.readAll().startsWith("change,channel,kind,") ? QString() : u"the file is not a table"_s;
        });
}

} // namespace channelscope
