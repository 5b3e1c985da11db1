// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/batchfiles.h"

#include "core/onthisthread.h"
#include "core/utf8.h"
#include "core/wholefile.h"
#include "models/plaintext.h"
#include "publishing/csv.h"
#include "widgets/filedialog.h"
#include "widgets/jsonlayout.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QMimeData>
#include <QtConcurrentRun>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of "CSV table (*.csv)".
QString suffixOf(const QString &filter)
{
    return filter.section("*."_L1, 1).chopped(1);
}

// Readable rows by `write`, those that could not be read as `broken` makes of their text; all in their order.
template <typename Write, typename Broken>
QByteArray textOf(const QList<BatchRow> &rows, const Write &write, const Broken &broken)
{
    QByteArray text;
    EventBatch readable;
    const auto flush = [&] {
        text += write(readable);
        readable.clear();
    };
    for (const BatchRow &row : rows) {
        if (row.isReadable()) {
            readable << row.event;
        } else {
            flush();
            text += broken(row.source);
        }
    }
    flush();
    return text;
}

// As it was, on one line. What could be taken for the beginning of something else is put into a JSON text.
QByteArray brokenLine(const QByteArray &source)
{
    const bool isOneLine = !source.contains('\n') && !source.contains('\r');
    const QByteArray line = isOneLine || !source.startsWith('{') ? source : compactJson(source);
    if (!line.contains('\n') && !line.contains('\r') && !line.startsWith('['))
        return line + '\n';
    if (!strictUtf8(source))
        return QByteArray(source).replace('\r', ' ').replace('\n', ' ') + '\n';
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(source)}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2) + '\n';
}

QByteArray jsonLinesText(const QList<BatchRow> &rows)
{
    return textOf(rows, toJsonLines, brokenLine);
}

// A text that could not be read is one cell: no row of a table, and no formula either.
QByteArray csvText(const QList<BatchRow> &rows)
{
    const QByteArray header = toCsv({});
    return header + textOf(
                        rows, [&](const EventBatch &events) { return toCsv(events).sliced(header.size()); },
                        [](const QByteArray &source) { return csvCell(guardedFormula(source)) + "\r\n"; });
}

} // namespace

BatchFiles::BatchFiles(QWidget &page, std::function<BatchModel::Check()> check)
    : QObject(&page)
    , m_page(page)
    , m_check(std::move(check))
{}

void BatchFiles::choose()
{
    auto *dialog = new FileDialog(FileDialog::For::Reading, &m_page, tr("Open rows"),
                                  {tr("Events (*.jsonl *.ndjson *.json *.csv *.txt)"), tr("All files (*)")});
    dialog->setObjectName(u"openRowsDialog"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchFiles::read);
    dialog->open();
}

void BatchFiles::read(const QString &path)
{
    take([path] { return readBatchFile(path); }, QFileInfo(path).fileName());
}

void BatchFiles::paste()
{
    const QString text = QApplication::clipboard()->text();
    if (text.trimmed().isEmpty())
        Q_EMIT told(Tone::Warning, tr("There is no text on the clipboard."), {});
    else
        takeText(text, tr("the clipboard"));
}

bool BatchFiles::canDrop(const QMimeData &mime)
{
    return mime.hasUrls() ? mime.urls().first().isLocalFile() : mime.hasText();
}

void BatchFiles::drop(const QMimeData &mime)
{
    if (!mime.hasUrls())
        takeText(mime.text(), tr("the drop"));
    for (const QUrl &url : mime.urls()) {
        if (url.isLocalFile())
            read(url.toLocalFile());
    }
}

void BatchFiles::takeText(const QString &text, const QString &from)
{
    take([utf8 = text.toUtf8()] { return QtConcurrent::run([utf8] { return readBatchRows(utf8); }); }, from);
}

void BatchFiles::take(Reading read, const QString &from)
{
    if (m_sources.isEmpty()) {
        m_tone = Tone::Good;
        m_sentences.clear();
        m_hints.clear();
    }
    m_sources.append({std::move(read), from});
    if (m_sources.size() == 1)
        readNext();
}

void BatchFiles::readNext()
{
    struct Checked
    {
        Result<BatchRows> rows;
        QStringList problems;
    };
    const Source &source = m_sources.first();
    onThisThread(source.read().then(QtFuture::Launch::Async, [check = m_check()](const Result<BatchRows> &rows) {
        return Checked{rows, rows ? problemsOf(rows->rows, check) : QStringList()};
    })).then(this, [this, from = source.name](const Checked &read) {
        if (read.rows)
            tellTaken(*read.rows, read.problems, from);
        else
            tell(Tone::Bad, tr("No rows were taken from %1.").arg(visibleText(from)), read.rows.error().message);
        m_sources.removeFirst();
        if (!m_sources.isEmpty())
            readNext();
    });
}

// What was said of the one before must not be gone before anybody could read it.
void BatchFiles::tell(Tone tone, const QString &sentence, const QString &hint)
{
    if (tone == Tone::Bad || m_tone == Tone::Good)
        m_tone = tone;
    m_sentences << sentence;
    if (!hint.isEmpty())
        m_hints << hint;
    Q_EMIT told(m_tone, m_sentences.join(u' '), m_hints.join(u' '));
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
    tell(hints.isEmpty() ? Tone::Good : Tone::Warning, sentence, hints.join(u' '));
    Q_EMIT rowsRead(read.rows, problems); // last: the page may have to say that it took none
}

void BatchFiles::saveRows(const QList<BatchRow> &rows)
{
    save(tr("Save the rows"), u"events.jsonl"_s, {tr("JSON Lines (*.jsonl)"), tr("CSV table (*.csv)")},
         [rows](const QString &path) {
             return path.endsWith(".csv"_L1, Qt::CaseInsensitive) ? csvText(rows) : jsonLinesText(rows);
         });
}

void BatchFiles::saveReport(const PublishReport &report)
{
    save(tr("Save the report"), u"report.jsonl"_s, {tr("JSON Lines (*.jsonl)")},
         [report](const QString &) { return report.toJsonLines(); });
}

void BatchFiles::save(const QString &title, const QString &suggestion, const QStringList &filters, const Text &text)
{
    auto *dialog = new FileDialog(FileDialog::For::Writing, &m_page, title, filters);
    dialog->setObjectName(u"saveDialog"_s);
    dialog->selectFile(suggestion);
    dialog->setDefaultSuffix(suffixOf(filters.first()));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(suffixOf(filter));
        // The name says what is written, so it goes with the choice.
        const QFileInfo named(dialog->selectedFiles().value(0));
        if (!named.fileName().isEmpty())
            dialog->selectFile(named.dir().filePath(named.completeBaseName() + u'.' + suffixOf(filter)));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString &path) {
        onThisThread(QtConcurrent::run([path, text]() -> QString {
            WholeFile file(path);
            const bool isWritten = file.open(QIODevice::WriteOnly) && writeAll(file, text(path)) && commitWhole(file);
            return isWritten ? QString() : file.errorString();
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
