// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

class QMessageBox;

namespace channelscope {

//! Asks for the name of a file, to be shown with open(); goes when it is closed. It is not the platform's own, which
//! may spin an event loop of its own, and asks its further questions (may the file be replaced?) without one too.
class FileDialog : public QFileDialog
{
    Q_OBJECT

public:
    enum class For : quint8 {
        Reading, //!< of a file that exists
        Writing,
    };
    //! `filters` are formats, such as "CSV (*.csv)".
    FileDialog(For purpose, QWidget *parent, const QString &title, const QStringList &filters = {});

protected:
    void accept() override;

private:
    void askToReplace(const QString &path);
    void tellMissing(const QString &path);
    QMessageBox *box(const QString &text);
};

} // namespace channelscope
