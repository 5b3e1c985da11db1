// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/batchmodel.h"
#include "tour/hands.h"
#include "tour/tour.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

namespace {

constexpr int batchWay = 1;

QStringList column(const MainWindow &window, int column)
{
    const QAbstractItemModel &model = *in<QTableView>(window, u"batchTable"_s)->model();
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts;
}

} // namespace

void Tour::planBatch()
{
    add(
        u"batch-rows"_s, u"rows are taken from a text, and the one that cannot be sent says why"_s,
        [this] {
            choose(m_window, u"publishWays"_s, batchWay);
            QByteArray lines;
            for (int i = 1; i <= 40; ++i) {
                lines += QStringLiteral(R"({"channel":"orders-%1","name":"tick","data":{"n":%2}})")
                             .arg(i % 4)
                             .arg(i)
                             .toUtf8() +
                         '\n';
            }
            lines += R"({"channel":"no such name","name":"tick","data":"x"})";
            QApplication::clipboard()->setText(QString::fromUtf8(lines));
            in<QAbstractButton>(m_window, u"batchPaste"_s)->click();
        },
        [this]() -> QString {
            const QAbstractItemModel &model = *in<QTableView>(m_window, u"batchTable"_s)->model();
            if (model.rowCount() != 41)
                return u"there are not 41 rows"_s;
            return model.index(40, BatchModel::StateColumn).data().toString().startsWith(u'✕')
                       ? QString()
                       : u"the last row is not marked"_s;
        });
    add(
        u"batch-import"_s, u"the rows of a file come below those that are there"_s,
        [this] {
            const QString path = QDir(m_folder).filePath(u"rows.csv"_s);
            QFile file(path);
            if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
                file.write("channel,event,data\r\norders-1,first,{}\r\norders-1,second,{}\r\n");
            file.close();
            in<QAbstractButton>(m_window, u"batchOpen"_s)->click();
            chooseFile(m_window, path, u"openRowsDialog"_s);
        },
        [this]() -> QString {
            return column(m_window, BatchModel::EventColumn).mid(41) == QStringList{u"first"_s, u"second"_s}
                       ? QString()
                       : u"they are not the last two"_s;
        });
    add(
        u"batch-duplicate"_s, u"a row is there twice"_s,
        [this] {
            in<QTableView>(m_window, u"batchTable"_s)->selectRow(41);
            in<QAbstractButton>(m_window, u"batchDuplicate"_s)->click();
        },
        [this]() -> QString {
            return column(m_window, BatchModel::EventColumn).mid(41) == QStringList{u"first"_s, u"first"_s, u"second"_s}
                       ? QString()
                       : u"it is not below the first"_s;
        });
    add(
        u"batch-reorder"_s, u"the copy goes below the next row"_s,
        [this] { in<QAbstractButton>(m_window, u"batchDown"_s)->click(); },
        [this]() -> QString {
            return column(m_window, BatchModel::EventColumn).mid(41) == QStringList{u"first"_s, u"second"_s, u"first"_s}
                       ? QString()
                       : u"it has not moved"_s;
        });
}

void Tour::planBatchRun()
{
    add(
        u"batch-pause"_s, u"the rows are sent no faster than told, and sending pauses"_s,
        [this] {
            in<QSpinBox>(m_window, u"bulkInFlight"_s)->setValue(1);
            in<QAbstractButton>(m_window, u"bulkLimited"_s)->setChecked(true);
            in<QSpinBox>(m_window, u"bulkRate"_s)->setValue(10);
            in<QAbstractButton>(m_window, u"bulkSend"_s)->click();
        },
        [this]() -> QString {
            auto *pause = in<QAbstractButton>(m_window, u"bulkPause"_s);
            if (pause->isVisible() && pause->isEnabled() && pause->text() == "Pause"_L1)
                pause->click();
            return in<QLabel>(m_window, u"bulkState"_s)->text().contains("paused"_L1) ? QString()
                                                                                      : u"it does not pause"_s;
        });
    add(
        u"batch-cancel"_s, u"it is cancelled, and what was not sent says so"_s,
        [this] { in<QAbstractButton>(m_window, u"bulkCancel"_s)->click(); },
        [this]() -> QString {
            if (!in<QAbstractButton>(m_window, u"bulkSend"_s)->text().startsWith("Send the rest"_L1))
                return u"the rest is not offered"_s;
            return column(m_window, BatchModel::StateColumn).contains("Not sent"_L1) ? QString() : u"no row is left"_s;
        });
    add(
        u"batch"_s, u"the rest is sent, and each row says so"_s,
        [this] {
            in<QAbstractButton>(m_window, u"bulkLimited"_s)->setChecked(false);
            in<QAbstractButton>(m_window, u"bulkSend"_s)->click();
        },
        [this]() -> QString {
            const QStringList states = column(m_window, BatchModel::StateColumn);
            for (qsizetype row = 0; row < states.size(); ++row) {
                if (states[row].startsWith(u'✓') == (row == 40)) // the one that cannot be sent
                    return u"row %1 says “%2”"_s.arg(row + 1).arg(states[row]);
            }
            return {};
        });
}

} // namespace channelscope
