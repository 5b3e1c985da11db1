// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exportdialog.h"

#include "models/plaintext.h"

#include <QFileDialog>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion, TableWriter write)
{
    auto *dialog = new QFileDialog(parent, title, suggestion, Banner::tr("Tables (*.csv *.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // the platform's own may spin an event loop of its own
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, banner, write](const QString &path) {
        const auto format = path.endsWith(".json"_L1, Qt::CaseInsensitive) ? ExportFormat::Json : ExportFormat::Csv;
        exportTo(path, [write, format](const ExportSink &sink) {
            write(format, sink);
        }).then(parent, [banner, path](const Result<void> &written) {
            if (written)
                banner->show(Tone::Good, Banner::tr("Saved as %1.").arg(visibleText(path)));
            else
                banner->show(Tone::Bad, visibleText(written.error().message));
        });
    });
    dialog->open();
}

} // namespace channelscope
