// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/batchmodel.h"
#include "widgets/plainlabel.h"

#include <QFuture>

class QMimeData;

namespace channelscope {

//! The ways of rows into a batch and out of it: files, the clipboard, what is dropped. Reads, checks and writes on
//! worker threads.
class BatchFiles : public QObject
{
    Q_OBJECT

public:
    //! `page` has the dialogs; `check` gives the rules of the moment. Both outlive it.
    BatchFiles(QWidget &page, std::function<BatchModel::Check()> check);

    void choose();
    void read(const QString &path);
    void paste();
    [[nodiscard]] static bool canDrop(const QMimeData &mime);
    void drop(const QMimeData &mime);
    //! As CSV where the name that the user chooses ends so, else as JSON Lines.
    void saveRows(const EventBatch &events);
    void saveReport(const PublishReport &report);

Q_SIGNALS:
    //! Rows were read; `problems` is what is wrong with each.
    void rowsRead(const QList<channelscope::BatchRow> &rows, const QStringList &problems);
    //! What came of it, in words.
    void told(channelscope::Tone tone, const QString &sentence, const QString &hint);

private:
    using Text = std::function<QByteArray(const QString &path)>;

    void take(const QFuture<Result<BatchRows>> &reading, const QString &from);
    void tellTaken(const BatchRows &rows, const QStringList &problems, const QString &from);
    void save(const QString &title, const QString &suggestion, const Text &text);

    QWidget &m_page;
    std::function<BatchModel::Check()> m_check;
};

} // namespace channelscope
