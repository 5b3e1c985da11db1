// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/batchmodel.h"
#include "widgets/banner.h"
#include "widgets/bulkbar.h"
#include "widgets/emptystate.h"

#include <QTimer>

class QStackedLayout;
class QToolButton;

namespace channelscope {

class BatchFiles;
class BatchTable;
class RowDataPane;

//! Many events at once: rows that are brought in from files or typed, checked as they stand, sent a few requests at a
//! time, and each told what became of it.
class BatchPage : public QWidget
{
    Q_OBJECT

public:
    explicit BatchPage(AppSession &session, QWidget *parent = nullptr);

    void focusFirst();
    //! Asks for the unsent rows to be sent.
    void publish();
    //! Adds an event for each of its channels.
    void add(const Event &event);
    void importFile(const QString &path);
    [[nodiscard]] const BatchModel &model() const { return m_model; }
    //! Rows of an earlier time will come by restore(); until then nothing is sent, and edited() is not told.
    void awaitRows();
    [[nodiscard]] bool awaitsRows() const { return m_awaitsRows; }
    //! Puts rows of an earlier time, with what became of them, before those that are here, once they are checked.
    void restore(const QList<BatchRow> &rows, const PublishReport &report);
    //! How it is to be sent, see BulkBar.
    [[nodiscard]] QJsonObject settings() const { return m_bar->settings(); }
    void restoreSettings(const QJsonObject &settings) { m_bar->restore(settings); }
    void tell(const QString &trouble);
    //! See PublishPage::holdRows().
    [[nodiscard]] bool hold(qsizetype rows);
    void release() { m_model.release(); }

Q_SIGNALS:
    //! The page wants these to be sent; the workspace asks back where the app wants a confirmation.
    void bulkRequested(const channelscope::BulkOrder &order);
    //! The rows are others now.
    void edited();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeToolbar();
    QToolButton *addTool(const QString &objectName, const QString &text, const QString &toolTip,
                         std::function<void()> run);
    void append(const QList<BatchRow> &rows, const QStringList &problems);
    void insert(int at, const QList<BatchRow> &rows, const QStringList &problems);
    void removeAll();
    [[nodiscard]] int belowSelected() const;
    void addRow();
    void duplicate();
    void bringBack(const QList<BatchRow> &rows, const PublishReport &report, const QStringList &problems);
    void send(RowStates which);
    void checkAgain();
    void followRun();
    void showRows();

    AppSession &m_session;
    BatchModel m_model;
    BatchFiles *m_files;
    QList<QToolButton *> m_editing; //!< what changes rows
    PlainLabel *m_problems;
    QToolButton *m_nextProblem = nullptr;
    QWidget *m_tools; //!< made before what is below it, as Tab goes
    Banner *m_banner;
    BatchTable *m_table;
    EmptyState *m_empty;
    RowDataPane *m_data;
    BulkBar *m_bar;
    QStackedLayout *m_stack;
    QTimer m_editedSoon; //!< many changes in a row are one
    bool m_awaitsRows = false;
};

} // namespace channelscope
