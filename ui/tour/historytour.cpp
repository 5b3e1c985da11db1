// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/historymodel.h"
#include "tour/hands.h"
#include "tour/tour.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTableView>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

namespace {

enum Way { EventWay, BatchWay, HistoryWay };

} // namespace

void Tour::planHistory()
{
    add(
        u"history"_s, u"what was published is in the history, the latest first"_s,
        [this] {
            choose(m_window, u"publishWays"_s, HistoryWay);
            auto *table = in<QTableView>(m_window, u"historyTable"_s);
            table->selectRow(1);
        },
        [this]() -> QString {
            const auto *table = in<QTableView>(m_window, u"historyTable"_s);
            if (table->model()->rowCount() < 5)
                return u"fewer than five publishes are listed"_s;
            in<QTableView>(m_window, u"historyTable"_s)->selectRow(1);
            return table->isVisible() ? QString() : u"the history is not in view"_s;
        });
}

void Tour::planSendingAgain()
{
    const auto rows = [this] { return in<QTableView>(m_window, u"historyTable"_s)->model()->rowCount(); };
    add(
        u"history-search"_s, u"only what was published under a name is listed"_s,
        [this] { type(in<QLineEdit>(m_window, u"historySearch"_s), u"order-created"_s); },
        [this, rows]() -> QString {
            const QAbstractItemModel &found = *in<QTableView>(m_window, u"historyTable"_s)->model();
            return rows() == 1 && found.index(0, HistoryModel::EventColumn).data() == u"order-created"_s
                       ? QString()
                       : u"not one publish is listed"_s;
        });
    add(
        u"history-again"_s, u"it is sent again, and what came of it is said in place"_s,
        [this] {
            in<QTableView>(m_window, u"historyTable"_s)->selectRow(0);
            in<QAbstractButton>(m_window, u"sendAgain"_s)->click();
        },
        [this, rows]() -> QString {
            const auto *page = in<QWidget>(m_window, u"publishHistoryPage"_s);
            if (!in<QLabel>(*page, u"bannerSentence"_s)->text().startsWith("Sent again"_L1))
                return u"nothing is said"_s;
            return rows() == 2 ? QString() : u"it is not listed"_s;
        });
    add(
        u"history-compare"_s, u"the payloads of two publishes are compared"_s,
        [this] {
            in<QTableView>(m_window, u"historyTable"_s)->selectAll();
            in<QAbstractButton>(m_window, u"compareTwo"_s)->click();
        },
        [this]() -> QString {
            return in<QWidget>(m_window, u"comparePane"_s)->isVisible() ? QString() : u"they are not compared"_s;
        });
    add(
        u"history-edit"_s, u"one of them is put into the form, to be changed first"_s,
        [this] {
            in<QTableView>(m_window, u"historyTable"_s)->selectRow(1);
            in<QAbstractButton>(m_window, u"editAndSend"_s)->click();
        },
        [this]() -> QString {
            const auto *name = in<QLineEdit>(m_window, u"eventName"_s);
            return name->isVisible() && name->text() == "order-created"_L1 ? QString() : u"it is not in the form"_s;
        });
    add(
        u"history-all"_s, u"without a search all are listed again"_s,
        [this] {
            choose(m_window, u"publishWays"_s, HistoryWay);
            in<QLineEdit>(m_window, u"historySearch"_s)->clear();
        },
        [rows]() -> QString { return rows() > 2 ? QString() : u"they are not"_s; });
}

} // namespace channelscope
