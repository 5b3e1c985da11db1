// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/batchmodel.h"
#include "widgets/plainlabel.h"

#include <QFuture>

class QMimeData;

namespace channelscope {

//! The ways of rows into a batch and out of it: files, the clipboard, what is dropped. Reads, checks and writes on
//! worker threads; what is read comes in the order in which it was asked for.
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
    void saveRows(const QList<BatchRow> &rows);
    void saveReport(const PublishReport &report);

Q_SIGNALS:
    //! Rows were read; `problems` is what is wrong with each.
    void rowsRead(const QList<channelscope::BatchRow> &rows, const QStringList &problems);
    //! What came of it, in words.
    void told(channelscope::Tone tone, const QString &sentence, const QString &hint);

private:
    using Text = std::function<QByteArray(const QString &path)>;
    using Reading = std::function<QFuture<Result<BatchRows>>()>;

    //! What is still to be read.
    struct Source
    {
        Reading read;
        QString name;
    };

    void take(Reading read, const QString &from);
    void takeText(const QString &text, const QString &from);
    void readNext();
    void tellTaken(const BatchRows &rows, const QStringList &problems, const QString &from);
    void tell(Tone tone, const QString &sentence, const QString &hint);
    void save(const QString &title, const QString &suggestion, const QStringList &filters, const Text &text);

    QWidget &m_page;
    std::function<BatchModel::Check()> m_check;
    QList<Source> m_sources;  //!< the first of them is being read
    Tone m_tone = Tone::Good; //!< the worst of what was told of those that came in a row
    QStringList m_sentences;  //!< likewise
    QStringList m_hints;
};

} // namespace channelscope
