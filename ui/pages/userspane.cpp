// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userspane.h"

#include "models/plaintext.h"
#include "widgets/figures.h"
#include "widgets/rowtable.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto refinePause = std::chrono::milliseconds(60);

} // namespace

UsersPane::UsersPane(AppSession &session, ChannelDetail &detail, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_detail(detail)
    , m_tabs(new PageTabs(this))
    , m_usersNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_userFilter(new FilterEdit(refinePause, this))
    , m_userTable(new QTableView(this))
    , m_terminate(new QPushButton(tr("Terminate connections…"), this))
    , m_outcome(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_changesNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_changesTable(new QTableView(this))
{
    m_tabs->setObjectName(u"usersTabs"_s);
    m_tabs->setAccessibleName(tr("Users, or joins and leaves"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeUsers(), tr("Users"));
    m_tabs->addTab(makeTimeline(), tr("Joins and leaves"));
    m_outcome->setObjectName(u"terminateOutcome"_s);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_outcome);
    connect(&m_detail, &ChannelDetail::terminated, this, &UsersPane::showTermination);
}

QWidget *UsersPane::makeUsers()
{
    auto *page = new QWidget(this);
    setUpRowTable(*m_userTable);
    m_userTable->setObjectName(u"usersTable"_s);
    m_userTable->setAccessibleName(tr("Users present"));
    m_userTable->setModel(&m_detail.users());
    m_userTable->setSortingEnabled(true);
    m_userTable->sortByColumn(PresenceUsersModel::IdColumn, Qt::AscendingOrder);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_userTable->horizontalHeader()->setMinimumSectionSize(digit * 8);
    m_userTable->setColumnWidth(PresenceUsersModel::FirstSeenColumn, digit * 17);
    m_userTable->setColumnWidth(PresenceUsersModel::LastSeenColumn, digit * 14);
    m_userTable->setColumnHidden(PresenceUsersModel::InfoColumn, true);
    m_userTable->horizontalHeader()->setMinimumSectionSize(60); // the style's own makes it too wide for the pane
    m_userTable->horizontalHeader()->setSectionResizeMode(PresenceUsersModel::IdColumn, QHeaderView::Stretch);
    auto *copyId = new QShortcut(QKeySequence::Copy, m_userTable, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copyId, &QShortcut::activated, this, &UsersPane::copyUserIds);
    onContextMenu(*m_userTable, this, [this](const QModelIndex &, const QPoint &at) { showUsersMenu(at); });
    connect(m_userTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UsersPane::showTerminate);
    m_userFilter->setObjectName(u"userFilter"_s);
    m_userFilter->setPlaceholderText(tr("Find a user"));
    m_userFilter->setAccessibleName(tr("Find a user"));
    m_userFilter->setView(m_userTable);
    connect(m_userFilter, &FilterEdit::filterChanged, this, [this](const QString &text) {
        m_detail.users().setRefinement(text);
        showDetail();
    });
    m_usersNote->setWordWrap(true);
    m_usersNote->setObjectName(u"usersNote"_s);
    m_terminate->setObjectName(u"terminateButton"_s);
    connect(m_terminate, &QPushButton::clicked, this, &UsersPane::terminateSelected);

    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_userFilter);
    column->addWidget(m_usersNote);
    column->addWidget(m_userTable, 1);
    auto *actions = new QHBoxLayout;
    actions->addWidget(m_terminate);
    actions->addStretch();
    column->addLayout(actions);
    return page;
}

// The last column takes what is left: ids must never be squeezed to nothing.
void UsersPane::showInfoColumn(bool hasInfo)
{
    if (m_userTable->isColumnHidden(PresenceUsersModel::InfoColumn) == !hasInfo)
        return; // the user may have made it another width
    QHeaderView *header = m_userTable->horizontalHeader();
    m_userTable->setColumnHidden(PresenceUsersModel::InfoColumn, !hasInfo);
    header->setSectionResizeMode(PresenceUsersModel::InfoColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(PresenceUsersModel::IdColumn,
                                 hasInfo ? QHeaderView::Interactive : QHeaderView::Stretch);
    if (hasInfo)
        m_userTable->setColumnWidth(PresenceUsersModel::IdColumn, fontMetrics().horizontalAdvance(u'0') * 13);
}

QWidget *UsersPane::makeTimeline()
{
    auto *page = new QWidget(this);
    setUpRowTable(*m_changesTable);
    m_changesTable->setObjectName(u"changesTable"_s);
    m_changesTable->setAccessibleName(tr("Joins and leaves, the latest first"));
    m_changesTable->setModel(&m_changes);
    m_changesTable->horizontalHeader()->setStretchLastSection(true);
    m_changesTable->horizontalHeader()->hide();
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_changesTable->setColumnWidth(PresenceTimelineModel::TimeColumn, digit * 11);
    m_changesTable->setColumnWidth(PresenceTimelineModel::ChangeColumn, digit * 11);
    onKeys(*m_changesTable, QKeySequence::Copy, this, [this] { copyChanges(); });
    onContextMenu(*m_changesTable, this, [this](const QModelIndex &, const QPoint &at) {
        QMenu *menu = rowMenu(this);
        connect(menu->addAction(tr("Copy user ids")), &QAction::triggered, this, &UsersPane::copyChanges);
        menu->popup(at);
    });
    m_changesNote->setObjectName(u"changesNote"_s);
    m_changesNote->setWordWrap(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_changesNote);
    column->addWidget(m_changesTable, 1);
    return page;
}

void UsersPane::showDetail()
{
    const DetailStatus &detail = m_detail.status();
    const PresenceUsersModel &users = m_detail.users();
    const qsizetype present = users.presentCount();
    if (m_outcomeOf != detail.channel)
        m_outcome->hide();
    const QString note = usersNote();
    m_usersNote->setText(note);
    m_usersNote->setTone(detail.usersError ? Tone::Bad : Tone::Neutral);
    m_usersNote->setVisible(!note.isEmpty());
    showInfoColumn(users.hasInfo());

    m_changes.setChanges(m_detail.presence());
    const quint64 changes = m_detail.presence().forgottenChanges() + m_detail.presence().changes().size();
    const QLocale locale;
    m_tabs->setTabText(0, detail.usersLoaded ? tr("Users (%1)").arg(locale.toString(present)) : tr("Users"));
    m_tabs->setTabText(1, changes > 0 ? tr("Joins and leaves (%1)").arg(locale.toString(changes))
                                      : tr("Joins and leaves"));
    m_changesNote->setText(changesNote());
    showTerminate();
}

QString UsersPane::changesNote() const
{
    const PresenceWatch &presence = m_detail.presence();
    if (presence.since() == Moment(0))
        return tr("Watching begins with the first list of users.");
    QStringList parts;
    if (presence.forgottenChanges() > 0)
        parts << tr("Watched since %1; the earliest %2 are not kept.")
                     .arg(timeText(presence.since()), QLocale().toString(presence.forgottenChanges()));
    else if (presence.changes().empty())
        parts << tr("Nobody came or went since %1, when watching began.").arg(timeText(presence.since()));
    else
        parts << tr("Watched since %1.").arg(timeText(presence.since()));
    if (const auto &gap = presence.lastGap())
        parts << tr("Not from %1 to %2, when nobody looked.").arg(timeText(gap->from), timeText(gap->to));
    return parts.join(u' ');
}

QString UsersPane::usersNote() const
{
    const DetailStatus &detail = m_detail.status();
    const PresenceUsersModel &users = m_detail.users();
    if (detail.usersError) {
        QStringList parts;
        if (!detail.error) // the pane's banner says it already
            parts << m_session.advise(*detail.usersError).sentence;
        if (detail.usersLoaded)
            parts << tr("The users are as of %1.").arg(timeText(detail.usersAt));
        return parts.join(u' ');
    }
    if (!detail.usersLoaded)
        return tr("Asking who is present…");
    if (users.rowCount() == 0 && !users.allUsers().isEmpty())
        return tr("No user matches.");
    QStringList parts;
    if (users.presentCount() == 0)
        parts << tr("Nobody is present.");
    if (const Moment until = m_detail.presence().forgottenUntil(); until != Moment(0))
        parts << tr("Who left by %1 may be forgotten: who of them comes back counts as first seen then.")
                     .arg(timeText(until));
    return parts.join(u' ');
}

void UsersPane::focusUsers()
{
    m_tabs->setCurrentIndex(0);
    m_userTable->setFocus(Qt::OtherFocusReason);
    if (!m_userTable->currentIndex().isValid() && m_userTable->model()->rowCount() > 0)
        m_userTable->selectRow(0);
}

QStringList UsersPane::selectedIds() const
{
    QModelIndexList rows = m_userTable->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &row : std::as_const(rows))
        ids << row.data(PresenceUsersModel::IdRole).toString();
    return ids;
}

// The ids themselves, not what stands for their invisible characters; one a line, in the order shown.
void UsersPane::copyUserIds()
{
    const QStringList ids = selectedIds();
    if (!ids.isEmpty())
        QApplication::clipboard()->setText(ids.join(u'\n'));
}

void UsersPane::copyChanges()
{
    QModelIndexList rows = m_changesTable->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &row : std::as_const(rows))
        ids << m_changes.userAt(row.row());
    if (!ids.isEmpty())
        QApplication::clipboard()->setText(ids.join(u'\n'));
}

// One at a time: who is thrown out is a decision about a person.
QString UsersPane::userToTerminate() const
{
    const QModelIndexList rows = m_userTable->selectionModel()->selectedRows();
    if (rows.size() != 1 || !rows.first().data(PresenceUsersModel::PresentRole).toBool())
        return {};
    return rows.first().data(PresenceUsersModel::IdRole).toString();
}

void UsersPane::showTerminate()
{
    const bool readOnly = m_session.profile().guard == GuardLevel::ReadOnly;
    m_terminate->setEnabled(!readOnly && !m_detail.isTerminating() && !userToTerminate().isEmpty());
    m_terminate->setText(m_detail.isTerminating() ? tr("Terminating…") : tr("Terminate connections…"));
    m_terminate->setToolTip(readOnly ? tr("This app is read-only: nothing on it can be changed.")
                                     : tr("Closes the connections of the selected user, after a confirmation"));
}

void UsersPane::terminateSelected()
{
    if (const QString user = userToTerminate(); !user.isEmpty())
        Q_EMIT terminateRequested(user);
}

void UsersPane::tell(Tone tone, const QString &text)
{
    m_outcome->setTone(tone);
    m_outcome->setText(text);
    m_outcome->show();
    m_outcomeOf = m_detail.channel();
}

void UsersPane::showTermination(const Termination &outcome)
{
    const QString user = visibleText(outcome.userId);
    if (outcome.error)
        tell(Tone::Bad,
             tr("The connections of %1 were not terminated: %2").arg(user, m_session.advise(*outcome.error).sentence));
    else
        tell(Tone::Good,
             tr("The server accepted to terminate the connections of %1. %2")
                 .arg(user, m_session.dialect().sendToUser == Strictness::Refuse
                                ? tr("It closes those that are present with this id; they may come back at once.")
                                : tr("It closes those that signed in as this user; they may come back at once.")));
    showTerminate();
}

void UsersPane::showUsersMenu(const QPoint &at)
{
    QMenu *menu = rowMenu(this);
    menu->setObjectName(u"userMenu"_s);
    const bool several = m_userTable->selectionModel()->selectedRows().size() > 1;
    connect(menu->addAction(several ? tr("Copy user ids") : tr("Copy user id")), &QAction::triggered, this,
            &UsersPane::copyUserIds);
    QAction *terminate = menu->addAction(tr("Terminate connections…"));
    terminate->setEnabled(m_terminate->isEnabled());
    connect(terminate, &QAction::triggered, this, &UsersPane::terminateSelected);
    menu->popup(at);
}

} // namespace channelscope
