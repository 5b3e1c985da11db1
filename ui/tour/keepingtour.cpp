// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/batchmodel.h"
#include "tour/hands.h"
#include "tour/tour.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

void Tour::planExports()
{
    add(
        u"report"_s, u"the report of the batch is saved, with a line for each row"_s,
        [this] {
            in<QAction>(m_window, u"batchExportReport"_s)->trigger();
            chooseFile(m_window, QDir(m_folder).filePath(u"report.jsonl"_s), u"saveDialog"_s);
        },
        [this]() -> QString {
            const QByteArray report = contentOf(QDir(m_folder).filePath(u"report.jsonl"_s));
            return report.count('\n') == 44 && report.count("\"state\":\"sent\"") == 43
                       ? QString()
                       : u"the report does not speak of 44 rows, 43 of them sent"_s;
        });
    add(
        u"templates-export"_s, u"the templates are saved as one file that others can import"_s,
        [this] {
            choose(m_window, u"publishWays"_s, 0);
            choose(m_window, u"publishSide"_s, 1);
            in<QAction>(m_window, u"templateExport"_s)->trigger();
            chooseFile(m_window, QDir(m_folder).filePath(u"templates.json"_s), u"templatesDialog"_s);
        },
        [this]() -> QString {
            return contentOf(QDir(m_folder).filePath(u"templates.json"_s)).contains("Tick")
                       ? QString()
                       : u"the file has not the template in it"_s;
        });
}

void Tour::planRetention()
{
    add(
        u"retention"_s, u"what is to be kept is chosen, and how many publishes that deletes is told first"_s,
        [this] {
            in<QAbstractButton>(m_window, u"historyRetention"_s)->click();
            in<QSpinBox>(m_window, u"retentionCount"_s)->setValue(3);
        },
        [this]() -> QString {
            return in<QLabel>(m_window, u"retentionConsequence"_s)->text().startsWith("Saving deletes"_L1)
                       ? QString()
                       : u"it is not told how many go"_s;
        });
    add(
        u"retention-saved"_s, u"the three latest publishes are left"_s,
        [this] { in<QAbstractButton>(m_window, u"saveRetention"_s)->click(); },
        [this]() -> QString {
            return in<QTableView>(m_window, u"historyTable"_s)->model()->rowCount() == 3 ? QString()
                                                                                         : u"not three are left"_s;
        });
}

// The program puts an app in production beside the sandbox for a tour, with drafts as an earlier run would have left.
void Tour::planProduction()
{
    add(
        u"drafts"_s, u"what was typed in an earlier run is there again"_s,
        [this] {
            const auto *apps = in<QListView>(m_window, u"appsList"_s);
            const auto found = apps->model()->match(apps->model()->index(0, 0), Qt::DisplayRole, u"Shop"_s, 1);
            if (!found.isEmpty())
                Q_EMIT in<QListView>(m_window, u"appsList"_s)->activated(found.first());
        },
        [this]() -> QString {
            Workspace *shop = m_window.currentWorkspace();
            if (!shop || shop->session().profile().name != "Shop"_L1)
                return u"the app is not open"_s;
            shop->showPage(Workspace::Page::Publish);
            return in<QLineEdit>(*shop, u"eventName"_s)->text() == "order-shipped"_L1
                       ? QString()
                       : u"the event is not in the form"_s;
        });
    add(
        u"draft-rows"_s, u"the rows of the batch are there again, with what became of them"_s,
        [this] { choose(*m_window.currentWorkspace(), u"publishWays"_s, 1); },
        [this]() -> QString {
            const auto *table = in<QTableView>(*m_window.currentWorkspace(), u"batchTable"_s);
            const QAbstractItemModel &rows = *table->model();
            const auto state = [&](int row) { return rows.index(row, BatchModel::StateColumn).data().toString(); };
            return rows.rowCount() == 2 && state(0).startsWith(u'✓') && state(1) == "Not sent"_L1
                       ? QString()
                       : u"not two rows, the first of them sent"_s;
        });
    add(
        u"confirmation"_s, u"before it goes to production, the sheet says where to and asks for the app's name"_s,
        [this] {
            choose(*m_window.currentWorkspace(), u"publishWays"_s, 0);
            in<QAbstractButton>(*m_window.currentWorkspace(), u"publishButton"_s)->click();
        },
        [this]() -> QString {
            if (!in<QLabel>(m_window, u"confirmPlaces"_s)->text().contains("orders"_L1))
                return u"it is not said where it goes to"_s;
            if (!in<QLabel>(m_window, u"confirmFacts"_s)->text().contains("subscribed"_L1))
                return u"nothing is said of who is reached"_s;
            return in<QAbstractButton>(m_window, u"confirmPublish"_s)->isEnabled() ? u"nothing has to be typed"_s
                                                                                   : QString();
        });
    add(
        u"confirmed"_s, u"with the name typed, the event is sent"_s,
        [this] {
            auto *name = in<QLineEdit>(m_window, u"confirmName"_s);
            type(name, u"Shop"_s);
            press(name, Qt::Key_Return);
        },
        [this]() -> QString {
            const auto *verdict = m_window.currentWorkspace()->findChild<QLabel *>(u"publishVerdict"_s);
            return verdict && verdict->text().startsWith(u'✓') ? QString() : u"it is not sent"_s;
        });
}

} // namespace channelscope
