// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/batchpage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QTableView>

namespace channelscope::test {

using namespace Qt::Literals::StringLiterals;

//! The page of an app. What it wants sent is sent, as the workspace does where nothing has to be confirmed.
struct BatchDesk
{
    explicit BatchDesk(const AppProfile &profile, const AppCredentials &credentials = someCredentials())
        : session(profile, credentials)
        , page(session)
        , table(in<QTableView>(page, u"batchTable"_s))
    {
        page.resize(1000, 600);
        QObject::connect(&page, &BatchPage::bulkRequested, &session, [this](const BulkOrder &order) {
            orders << order;
            session.publishBulk(order);
        });
        if (!shown(page))
            qFatal("The page does not come up");
    }
    explicit BatchDesk(const SandboxServer &sandbox)
        : BatchDesk(profileOf(sandbox), sandbox.credentials())
    {}

    void paste(const QByteArray &text)
    {
        const int before = page.model().rowCount();
        QApplication::clipboard()->setText(QString::fromUtf8(text));
        click(u"batchPaste"_s);
        QTRY_VERIFY(page.model().rowCount() > before);
        QCoreApplication::processEvents(); // what the page says of its rows comes in one go
    }
    void click(const QString &name)
    {
        auto &button = in<QAbstractButton>(page, name);
        QVERIFY2(button.isVisible() && button.isEnabled(), qPrintable(name));
        button.click();
    }
    void choose(const QString &action) { page.findChild<QAction *>(action)->trigger(); }
    void select(int first, int last)
    {
        table.clearSelection();
        for (int row = first; row <= last; ++row)
            table.selectionModel()->select(page.model().index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        table.setFocus();
        QTest::keyClick(&table, key, modifiers);
    }
    void waitForTheEnd() { QTRY_VERIFY(!session.isBulkRunning()); }

    [[nodiscard]] QString text(const QString &button) const { return in<QAbstractButton>(page, button).text(); }
    [[nodiscard]] QString label(const QString &name) const { return in<PlainLabel>(page, name).wholeText(); }
    [[nodiscard]] QString told() const { return label(u"bannerSentence"_s); }
    [[nodiscard]] QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < page.model().rowCount(); ++row)
            texts << page.model().index(row, column).data().toString();
        return texts;
    }
    [[nodiscard]] QStringList events() const { return column(BatchModel::EventColumn); }
    //! The first words of every state.
    [[nodiscard]] QStringList states() const
    {
        QStringList states;
        for (const QString &state : column(BatchModel::StateColumn))
            states << state.section(u" · "_s, 0, 0).section(u':', 0, 0);
        return states;
    }

    AppSession session;
    QList<BulkOrder> orders;
    BatchPage page;
    QTableView &table;
};

inline QByteArray jsonLines(const QByteArrayList &events, const QByteArray &channel = "orders")
{
    QByteArray text;
    for (const QByteArray &event : events)
        text += "{\"channel\":\"" + channel + "\",\"name\":\"" + event + "\",\"data\":\"{}\"}" + "\n";
    return text;
}

//! The names of the events in the batches that the server got.
inline QStringList sentTo(const RoutedServer &server)
{
    QStringList names;
    for (const RoutedServer::Request &request : server.requests()) {
        if (request.path != "/batch_events")
            continue;
        for (const QJsonValue &event : QJsonDocument::fromJson(request.body)[u"batch"].toArray())
            names << event[u"name"].toString();
    }
    return names;
}

} // namespace channelscope::test
