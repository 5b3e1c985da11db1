// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exportdialog.h"

#include "models/plaintext.h"
#include "widgets/filedialog.h"

#include <QFileInfo>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString suffixOf(const QString &filter)
{
    return filter.section(u"*."_s, -1).chopped(1);
}

} // namespace

QFileDialog *exportFileDialog(QWidget *parent, const QString &title, const QString &suggestion,
                              const QStringList &filters)
{
    auto *dialog = new FileDialog(FileDialog::For::Writing, parent, title, filters);
    const auto useSuffix = [dialog](const QString &filter) { dialog->setDefaultSuffix(suffixOf(filter)); };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, useSuffix);
    useSuffix(filters.first());
    dialog->selectFile(QString(suggestion).replace(u'.', u'-')); // what follows a dot would be taken for a suffix
    return dialog;
}

QString chosenFormat(const QFileDialog &dialog, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QStringList filters = dialog.nameFilters();
    const bool isFormat =
        std::any_of(filters.begin(), filters.end(), [&](const QString &filter) { return suffixOf(filter) == suffix; });
    return isFormat ? suffix : suffixOf(dialog.selectedNameFilter());
}

void tellWritten(Banner &banner, const QString &path, const Result<void> &written, const QString &hint)
{
    if (written)
        banner.show(Tone::Good, Banner::tr("Saved as %1.").arg(visibleText(path)), hint);
    else
        banner.show(Tone::Bad, visibleText(written.error().message));
}

void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion,
                 const QList<TableChoice> &choices, const QString &hint)
{
    const QFileInfo name(suggestion);
    QStringList formats{u"csv"_s, u"json"_s};
    if (name.suffix() == formats.last())
        std::reverse(formats.begin(), formats.end());
    QStringList filters;
    for (const TableChoice &choice : choices) {
        for (const QString &format : std::as_const(formats)) {
            const QString kind = choice.what.isEmpty() ? format.toUpper() : format.toUpper() + u": "_s + choice.what;
            filters << u"%1 (*.%2)"_s.arg(kind, format);
        }
    }
    QFileDialog *dialog = exportFileDialog(parent, title, name.completeBaseName(), filters);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [=](const QString &path) {
        const auto chosen = std::max<qsizetype>(0, filters.indexOf(dialog->selectedNameFilter()));
        const auto as = chosenFormat(*dialog, path) == "json"_L1 ? ExportFormat::Json : ExportFormat::Csv;
        exportTo(path, [write = choices[chosen / formats.size()].write, as](const ExportSink &sink) {
            write(as, sink);
        }).then(parent, [banner, path, hint](const Result<void> &written) {
            tellWritten(*banner, path, written, hint);
        });
    });
    dialog->open();
}

void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion, TableWriter write)
{
    exportTable(parent, banner, title, suggestion, {TableChoice{{}, std::move(write)}});
}

} // namespace channelscope
