// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/snapshotdiffmodel.h"
#include "snapshotshelf.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filteredit.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

class QStackedLayout;

namespace channelscope {

//! Keeps lists of channels and tells what differs between two of them: a kept one and the list as it is now, or two
//! kept ones, of the same app or of two. Comparing and filtering happen on a worker thread.
class SnapshotsPage : public QWidget
{
    Q_OBJECT

public:
    //! `shelf` outlives it.
    SnapshotsPage(AppSession &session, SnapshotShelf &shelf, QWidget *parent = nullptr);

    //! Keeps the list as it is shown now, and selects it.
    void keep();
    //! Reads a kept list from a file, on a worker thread.
    void openFile(const QString &path);
    void focusFilter();

Q_SIGNALS:
    //! The user wants to see this channel in the list.
    void showChannel(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeShelf();
    QWidget *makeToolbar();
    void setUpTable();
    void keepNext();
    void fillOthers();
    void chooseFile();
    void saveSelected();
    void removeSelected();
    void copyTitle();
    //! Compares what is chosen, on a worker thread; only the latest of several counts.
    void compare();
    void filter();
    void take(std::shared_ptr<const SnapshotDiff> diff, DiffRows rows);
    void showState();
    void showEmptiness();
    void showTrouble();
    [[nodiscard]] int selectedRow() const;
    [[nodiscard]] std::optional<KeptSnapshot> now() const;
    [[nodiscard]] std::optional<KeptSnapshot> other() const;
    [[nodiscard]] DiffFilter chosenFilter() const;
    [[nodiscard]] QString currentChannel() const;

    AppSession &m_session;
    SnapshotShelf &m_shelf;
    SnapshotDiffModel m_model;
    QListView *m_kept;
    QPushButton *m_keep;
    QPushButton *m_open;
    QPushButton *m_save;
    QPushButton *m_remove;
    QComboBox *m_other; //!< what the selected one is compared with
    QComboBox *m_changes;
    FilterEdit *m_text;
    QPushButton *m_export;
    PlainLabel *m_summary;
    Banner *m_banner;
    Banner *m_trouble; //!< why "now" is not now
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    quint64 m_generation = 0;
    QTimer m_settle; //!< until what has changed is compared
    bool m_isComparing = false;
    bool m_keepsNext = false; //!< the list that is being asked for
};

} // namespace channelscope
