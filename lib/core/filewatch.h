// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QTimer>

#include <optional>
#include <utility>

namespace channelscope {

//! Tells that a file may hold something else now, whichever program wrote it: in place, by putting another file in its
//! place, by making or by removing it, alone or with its folders. Lives on a thread with an event loop; does not read
//! the file.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QString path, QObject *parent = nullptr);

Q_SIGNALS:
    void changed(); //!< once for what happens at about the same time

private:
    using State = std::optional<std::pair<qint64, QDateTime>>; //!< size and time of change; none: there is no such file

    [[nodiscard]] State state() const;
    void watch();

    const QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_pause;
    State m_last;
};

} // namespace channelscope
