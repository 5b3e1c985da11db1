// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/snapshotdiffmodel.h"
#include "models/userhitsmodel.h"
#include "tour/hands.h"
#include "tour/tour.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

namespace {

// A key event that is sent does not set off shortcuts: they are matched before.
QShortcut *shortcutOf(const QWidget &widget, const QKeySequence &keys)
{
    const auto shortcuts = widget.findChildren<QShortcut *>(Qt::FindDirectChildrenOnly);
    const auto found = std::find_if(shortcuts.cbegin(), shortcuts.cend(),
                                    [&](const QShortcut *shortcut) { return shortcut->key() == keys; });
    return found == shortcuts.cend() ? nullptr : *found;
}

} // namespace

QString Tour::keptFile() const
{
    return QDir(m_folder).absoluteFilePath(u"kept.json"_s);
}

void Tour::planFinding()
{
    add(
        u"find-stop"_s, u"a search is stopped, and what was found so far is kept"_s,
        [this] {
            m_window.currentWorkspace()->findUser();
            auto *id = in<QLineEdit>(m_window, u"findUserId"_s);
            type(id, u"u-1"_s);
            press(id, Qt::Key_Return);
            in<QAbstractButton>(m_window, u"findUserStop"_s)->click();
        },
        [this]() -> QString {
            const auto &banner = *in<QWidget>(m_window, u"findUserBanner"_s);
            return banner.isVisible() && in<QLabel>(banner, u"bannerSentence"_s)->text().contains("Stopped"_L1)
                       ? QString()
                       : u"it is not stopped"_s;
        });
    add(
        u"find-user"_s, u"every presence channel is asked, and a user is found where they are"_s,
        [this] {
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

void Tour::planViews()
{
    add(
        u"narrow"_s, u"presence channels of every kind whose names contain a text are shown, sorted by the keyboard"_s,
        [this] {
            m_window.currentWorkspace()->showPage(Workspace::Page::Channels);
            press(in<QLineEdit>(m_window, u"prefixEdit"_s), Qt::Key_Escape);
            auto *kinds = in<QComboBox>(m_window, u"kindFilter"_s);
            kinds->setCurrentIndex(kinds->findText(u"Any presence"_s));
            type(in<QLineEdit>(m_window, u"refineEdit"_s), u"room"_s);
            in<QTableView>(m_window, u"channelsTable"_s)->sortByColumn(ChannelsModel::NameColumn, Qt::DescendingOrder);
        },
        [this]() -> QString {
            const ChannelsModel &model = m_window.currentWorkspace()->session().channels();
            if (m_window.currentWorkspace()->session().list().shownPrefix != QString() || model.rowCount() < 2)
                return u"the whole list has not come"_s;
            for (int row = 0; row < model.rowCount(); ++row) {
                const QString name = model.nameAt(row);
                if (!name.startsWith("presence-"_L1) || !name.contains("room"_L1))
                    return u"another channel is shown"_s;
                if (row > 0 && model.nameAt(row - 1).toUtf8() < name.toUtf8())
                    return u"they are not sorted"_s;
            }
            return {};
        });
    add(
        u"export-list"_s, u"the channels that are shown are in a file, in the order shown"_s,
        [this] {
            in<QAbstractButton>(m_window, u"exportChannels"_s)->click();
            chooseFile(m_window, QDir(m_folder).absoluteFilePath(u"channels.csv"_s));
        },
        [this]() -> QString {
            const QByteArray table = contentOf(QDir(m_folder).absoluteFilePath(u"channels.csv"_s));
            if (table.isEmpty())
                return u"there is no file"_s;
            const QByteArray first = table.split('\n').value(1);
            return first.startsWith(m_window.currentWorkspace()->session().channels().nameAt(0).toUtf8())
                       ? QString()
                       : u"it begins with another channel"_s;
        });
    add(
        u"groups"_s, u"channels are gathered by the parts of their names, with sums, and a group is open"_s,
        [this] {
            in<QComboBox>(m_window, u"kindFilter"_s)->setCurrentIndex(0);
            press(in<QLineEdit>(m_window, u"refineEdit"_s), Qt::Key_Escape);
            in<QTableView>(m_window, u"channelsTable"_s)->sortByColumn(ChannelsModel::NameColumn, Qt::AscendingOrder);
            in<QComboBox>(m_window, u"groupBy"_s)->setCurrentIndex(1);
        },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            ChannelsModel &model = session.channels();
            if (session.list().state != LoadState::Ready || !session.list().shownPrefix.isEmpty())
                return u"the whole list has not come"_s;
            for (int row = 0; row < model.rowCount(); ++row) {
                const QModelIndex index = model.index(row, 0);
                if (!model.isGroup(row) || model.nameAt(row) != "presence-room-"_L1)
                    continue;
                if (index.data(ChannelsModel::GroupRole).toBool())
                    return {};
                auto *table = in<QTableView>(m_window, u"channelsTable"_s);
                table->setCurrentIndex(index);
                press(table, Qt::Key_Right);
                return u"the group is not open yet"_s;
            }
            return u"there is no group of the rooms"_s;
        });
    add(
        u"pin"_s, u"a pinned channel stands on top"_s,
        [this] {
            auto *table = in<QTableView>(m_window, u"channelsTable"_s);
            in<QComboBox>(m_window, u"groupBy"_s)->setCurrentIndex(0);
            const ChannelsModel &model = m_window.currentWorkspace()->session().channels();
            table->setCurrentIndex(model.index(model.rowOf(u"presence-support"_s), 0));
            table->setFocus();
            if (auto *shortcut = shortcutOf(*table, QKeySequence(Qt::CTRL | Qt::Key_D)))
                Q_EMIT shortcut->activated();
        },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            return session.channels().nameAt(0) == "presence-support"_L1 ? QString() : u"it is not on top"_s;
        });
    add(
        u"save-filter"_s, u"a filter is asked a name for"_s,
        [this] {
            type(in<QLineEdit>(m_window, u"prefixEdit"_s), u"orders-"_s);
            in<QAction>(m_window, u"saveFilter"_s)->trigger();
        },
        [this]() -> QString {
            return m_window.findChild<QInputDialog *>(u"filterDialog"_s) ? QString() : u"nothing is asked"_s;
        });
    add(
        u"saved-filter"_s, u"the saved filter brings its channels back"_s,
        [this] {
            in<QInputDialog>(m_window, u"filterDialog"_s)->accept();
            press(in<QLineEdit>(m_window, u"prefixEdit"_s), Qt::Key_Escape);
            in<QToolButton>(m_window, u"savedFilters"_s)->menu()->actions().first()->trigger();
        },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            if (session.list().state != LoadState::Ready || session.list().shownPrefix != "orders-"_L1)
                return u"its list has not come"_s;
            session.setPinned(u"presence-support"_s, false);
            return {};
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
            chooseFile(m_window, QDir(m_folder).absoluteFilePath(u"differences.csv"_s));
        },
        [this]() -> QString {
            const QByteArray table = contentOf(QDir(m_folder).absoluteFilePath(u"differences.csv"_s));
            return table.startsWith("change,channel,kind,") ? QString() : u"there is no such table in a file"_s;
        });
    add(
        u"save-list"_s, u"the kept list is in a file"_s,
        [this] {
            in<QAbstractButton>(m_window, u"saveList"_s)->click();
            chooseFile(m_window, keptFile());
        },
        [this]() -> QString {
            return contentOf(keptFile()).contains("\"channels\"") ? QString() : u"it is not there"_s;
        });
    add(
        u"compare-file"_s, u"a list from a file is compared with what is there now"_s,
        [this] {
            in<QAbstractButton>(m_window, u"openList"_s)->click();
            chooseFile(m_window, keptFile());
        },
        [this]() -> QString {
            if (in<QListView>(m_window, u"keptList"_s)->model()->rowCount() < 2)
                return u"it is not among the kept lists"_s;
            const auto *table = in<QTableView>(m_window, u"differencesTable"_s);
            return table->isVisible() && table->model()->rowCount() >= 2 ? QString() : u"nothing is compared"_s;
        });
}

} // namespace channelscope
