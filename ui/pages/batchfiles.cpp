// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/batchfiles.h"

#include "core/onthisthread.h"
#include "models/plaintext.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLocale>
#include <QMimeData>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QFileDialog *fileDialog(QWidget &page, const QString &title, const QString &suggestion = {}, const QString &filter = {})
{
    auto *dialog = new QFileDialog(&page, title, suggestion, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // the platform's own may spin an event loop of its own
    return dialog;
}

} // namespace

BatchFiles::BatchFiles(QWidget &page, std::function<BatchModel::Check()> check)
    : QObject(&page)
    , m_page(page)
    , m_check(std::move(check))
{}

void BatchFiles::choose()
{
    QFileDialog *dialog =
        fileDialog(m_page, tr("Open rows"), {}, tr("Events (*.jsonl *.ndjson *.json *.csv *.txt);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchFiles::read);
    dialog->open();
}

void BatchFiles::read(const QString &path)
{
    take(readBatchFile(path), QFileInfo(path).fileName());
}

void BatchFiles::paste()
{
    const QByteArray text = QApplication::clipboard()->text().toUtf8();
    if (text.trimmed().isEmpty())
        Q_EMIT told(Tone::Warning, tr("There is no text on the clipboard."), {});
    else
        take(QtConcurrent::run([text] { return readBatchRows(text); }), tr("the clipboard"));
}

bool BatchFiles::canDrop(const QMimeData &mime)
{
    return mime.hasUrls() ? mime.urls().first().isLocalFile() : mime.hasText();
}

void BatchFiles::drop(const QMimeData &mime)
{
    if (!mime.hasUrls())
        take(QtConcurrent::run([text = mime.text().toUtf8()] { return readBatchRows(text); }), tr("the drop"));
    for (const QUrl &url : mime.urls()) {
        if (url.isLocalFile())
            read(url.toLocalFile());
    }
}

void BatchFiles::take(const QFuture<Result<BatchRows>> &reading, const QString &from)
{
    struct Checked
    {
        Result<BatchRows> rows;
        QStringList problems;
    };
    onThisThread(QFuture<Result<BatchRows>>(reading).then(QtFuture::Launch::Async, [check = m_check()](
                                                                                       const Result<BatchRows> &rows) {
        return Checked{rows, rows ? problemsOf(rows->rows, check) : QStringList()};
    })).then(this, [this, from](const Checked &read) {
        if (read.rows)
            tellTaken(*read.rows, read.problems, from);
        else
            Q_EMIT told(Tone::Bad, tr("No rows were taken from %1.").arg(visibleText(from)), read.rows.error().message);
    });
}

void BatchFiles::tellTaken(const BatchRows &read, const QStringList &problems, const QString &from)
{
    const auto faulty =
        std::count_if(problems.begin(), problems.end(), [](const QString &problem) { return !problem.isEmpty(); });
    const QLocale locale;
    const QString sentence =
        read.rows.size() == 1
            ? tr("1 row was added from %1.").arg(visibleText(from))
            : tr("%1 rows were added from %2.").arg(locale.toString(read.rows.size()), visibleText(from));
    QStringList hints;
    if (faulty > 0)
        hints << (faulty == 1 ? tr("1 of them cannot be sent as it stands.")
                              : tr("%1 of them cannot be sent as they stand.").arg(locale.toString(faulty)));
    if (!read.ignoredColumns.isEmpty())
        hints << tr("Columns that are no part of an event were left out: %1.")
                     .arg(visibleText(read.ignoredColumns.join(u", "_s)));
    Q_EMIT told(hints.isEmpty() ? Tone::Good : Tone::Warning, sentence, hints.join(u' '));
    Q_EMIT rowsRead(read.rows, problems); // last: the page may have to say that it took none
}

void BatchFiles::saveRows(const EventBatch &events)
{
    save(tr("Save the rows"), u"events.jsonl"_s, [events](const QString &path) {
        return path.endsWith(".csv"_L1, Qt::CaseInsensitive) ? toCsv(events) : toJsonLines(events);
    });
}

void BatchFiles::saveReport(const PublishReport &report)
{
    save(tr("Save the report"), u"report.jsonl"_s, [report](const QString &) { return report.toJsonLines(); });
}

void BatchFiles::save(const QString &title, const QString &suggestion, const Text &text)
{
    QFileDialog *dialog = fileDialog(m_page, title, suggestion);
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString &path) {
        onThisThread(QtConcurrent::run([path, text]() -> QString {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly))
                return file.errorString();
            file.write(text(path));
            return file.commit() ? QString() : file.errorString();
        })).then(this, [this, path](const QString &error) {
            if (error.isEmpty())
                Q_EMIT told(Tone::Good, tr("Saved as %1.").arg(visibleText(path)), {});
            else
                Q_EMIT told(Tone::Bad, tr("%1 could not be written.").arg(visibleText(path)), error);
        });
    });
    dialog->open();
}

} // namespace channelscope
