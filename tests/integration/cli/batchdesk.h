// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appstore.h"
#include "clicontract.h"
#include "lib/publishing/bulkfixture.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace channelscope::test {

inline QByteArray linesOf(const EventBatch &events)
{
    QByteArray lines;
    for (const BatchEvent &event : events)
        lines += line(event.channel, event.name, QString::fromUtf8(event.data));
    return lines;
}

//! A server, a file with `count` rows over `channels` channels, and a place for the report of `batch`.
struct Desk
{
    explicit Desk(qsizetype count = 100, qsizetype channels = 8)
        : rows(count)
    {
        write(linesOf(numberedEvents(count, channels)));
        cli = Cli(anyAppAt(bulk.server.address().port));
    }

    void write(const QByteArray &text) const
    {
        QFile file(events);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("no file");
    }
    [[nodiscard]] PublishReport onDisk() const
    {
        QFile file(report);
        if (!file.open(QIODevice::ReadOnly))
            return PublishReport();
        const auto read = PublishReport::fromJsonLines(file.readAll(), rows);
        return read ? *read : PublishReport();
    }
    [[nodiscard]] QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{u"--json"_s, u"batch"_s, events, u"--report"_s, report} + more;
    }
    [[nodiscard]] QList<qsizetype> heldRows() const
    {
        QList<qsizetype> out;
        for (const Bulk::Held &held : bulk.held)
            out << held.rows;
        std::sort(out.begin(), out.end());
        return out;
    }
    void answerAll()
    {
        while (!bulk.held.empty())
            bulk.answerNext();
    }
    //! The server's app, saved; its secret comes in CHANNELSCOPE_SECRET.
    [[nodiscard]] AppProfile savedApp(const QString &name)
    {
        cli.set(u"CHANNELSCOPE_SECRET"_s, u"sec-1"_s);
        cli.set(u"XDG_CONFIG_HOME"_s, folder.path());
        AppProfile app;
        app.name = name;
        app.appId = u"app-1"_s;
        app.key = u"key-1"_s;
        app.host = u"127.0.0.1"_s;
        app.port = bulk.server.address().port;
        app.tls = false;
        const auto saved = store.save(app);
        if (!saved)
            qFatal("The app cannot be saved");
        return app;
    }

    QTemporaryDir folder;
    QString events = folder.filePath(u"events.jsonl"_s);
    QString report = folder.filePath(u"report.jsonl"_s);
    AppStore store{folder.filePath(u"channelscope/apps.json"_s)};
    qsizetype rows;
    Bulk bulk{ServerKind::Unknown};
    Cli cli;
};

} // namespace channelscope::test
