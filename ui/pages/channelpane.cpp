// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelpane.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto refinePause = std::chrono::milliseconds(60);

} // namespace

ChannelPane::ChannelPane(AppSession &session, ChannelDetail &detail, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_detail(detail)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState(this))
    , m_name(new PlainLabel({}, PlainLabel::Emphasis::Title, this))
    , m_kind(new Chip(this))
    , m_state(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_countNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_banner(new Banner(this))
    , m_usersArea(new QWidget(this))
    , m_usersTitle(new PlainLabel(tr("Users"), PlainLabel::Emphasis::Strong, this))
    , m_usersNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_userFilter(new FilterEdit(refinePause, this))
    , m_userTable(new QTableView(this))
    , m_cacheArea(new QWidget(this))
    , m_cacheTitle(new PlainLabel(tr("Cached event"), PlainLabel::Emphasis::Strong, this))
    , m_cacheText(new QPlainTextEdit(this))
    , m_filler(new QWidget(this))
{
    setObjectName(u"channelPane"_s);
    setMinimumWidth(300);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeContent());
    m_empty->show(tr("Select a channel"), tr("Its counts and the users who are present are shown here."));

    connect(&m_detail, &ChannelDetail::changed, this, &ChannelPane::showDetail);
    connect(m_userFilter, &FilterEdit::filterChanged, &m_detail.users(), &PresenceUsersModel::setRefinement);
    showDetail();
}

QWidget *ChannelPane::makeContent()
{
    auto *content = new QWidget(this);
    m_name->setObjectName(u"channelName"_s);
    m_name->setWordWrap(false);
    m_name->setElided(true);
    m_state->setObjectName(u"channelState"_s);
    m_countNote->setWordWrap(true);
    m_countNote->setObjectName(u"countNote"_s);

    auto *publish = new QPushButton(tr("Publish to…"), content);
    publish->setObjectName(u"publishToButton"_s);
    publish->setAccessibleName(tr("Publish to this channel"));
    connect(publish, &QPushButton::clicked, this, [this] { Q_EMIT publishTo(m_detail.status().channel); });
    auto *copy = new QPushButton(tr("Copy name"), content);
    copy->setObjectName(u"copyName"_s);
    copy->setAccessibleName(tr("Copy the channel's name"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_detail.status().channel); });

    auto *head = new QHBoxLayout;
    head->addWidget(m_kind);
    head->addWidget(m_state, 1);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(24);
    figures->addWidget(makeFigure(m_subscriptions, tr("subscriptions"), u"subscriptionCount"_s));
    figures->addWidget(makeFigure(m_users, tr("users"), u"userCount"_s));
    figures->addStretch();
    auto *actions = new QHBoxLayout;
    actions->addWidget(publish);
    actions->addWidget(copy);
    actions->addStretch();

    m_userTable->setObjectName(u"usersTable"_s);
    m_userTable->setAccessibleName(tr("Users present"));
    m_userTable->setModel(&m_detail.users());
    m_userTable->setColumnHidden(PresenceUsersModel::InfoColumn, true);
    m_userTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_userTable->setShowGrid(false);
    m_userTable->setFrameShape(QFrame::NoFrame);
    m_userTable->setWordWrap(false);
    m_userTable->setTabKeyNavigation(false);
    m_userTable->verticalHeader()->hide();
    m_userTable->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_userTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_userTable->horizontalHeader()->hide();
    m_userTable->horizontalHeader()->setStretchLastSection(true);
    auto *copyId = new QShortcut(QKeySequence::Copy, m_userTable, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copyId, &QShortcut::activated, this, &ChannelPane::copyUserIds);
    m_userTable->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_userTable, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        if (!m_userTable->indexAt(at).isValid())
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const bool several = m_userTable->selectionModel()->selectedRows().size() > 1;
        connect(menu->addAction(several ? tr("Copy user ids") : tr("Copy user id")), &QAction::triggered, this,
                &ChannelPane::copyUserIds);
        menu->popup(m_userTable->viewport()->mapToGlobal(at));
    });
    m_userFilter->setObjectName(u"userFilter"_s);
    m_userFilter->setPlaceholderText(tr("Find a user"));
    m_userFilter->setAccessibleName(tr("Find a user"));
    m_userFilter->setView(m_userTable);
    m_usersNote->setWordWrap(true);
    m_usersNote->setObjectName(u"usersNote"_s);

    auto *usersHead = new QHBoxLayout;
    usersHead->addWidget(m_usersTitle);
    usersHead->addStretch();
    usersHead->addWidget(m_userFilter, 1);
    auto *users = new QVBoxLayout(m_usersArea);
    users->setContentsMargins(0, 0, 0, 0);
    users->addLayout(usersHead);
    users->addWidget(m_usersNote);
    users->addWidget(m_userTable, 1);

    m_cacheText->setObjectName(u"cachedEvent"_s);
    m_cacheText->setReadOnly(true);
    m_cacheText->setTabChangesFocus(true);
    m_cacheText->setAccessibleName(tr("Cached event"));
    m_cacheText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_cacheText->setMaximumHeight(140);
    auto *cache = new QVBoxLayout(m_cacheArea);
    cache->setContentsMargins(0, 0, 0, 0);
    cache->addWidget(m_cacheTitle);
    cache->addWidget(m_cacheText);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    column->addWidget(m_name);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(figures);
    column->addWidget(m_countNote);
    column->addLayout(actions);
    column->addWidget(m_cacheArea);
    column->addWidget(m_usersArea, 1);
    column->addWidget(m_filler, 1);
    for (const auto &[before, after] : {std::pair<QWidget *, QWidget *>(publish, copy),
                                        {copy, m_cacheText},
                                        {m_cacheText, m_userFilter},
                                        {m_userFilter, m_userTable}})
        setTabOrder(before, after);
    return content;
}

// The ids themselves, not what stands for their invisible characters; one a line, in the order shown.
void ChannelPane::copyUserIds()
{
    QModelIndexList rows = m_userTable->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &row : std::as_const(rows))
        ids << row.data(PresenceUsersModel::IdRole).toString();
    if (!ids.isEmpty())
        QApplication::clipboard()->setText(ids.join(u'\n'));
}

QWidget *ChannelPane::makeFigure(PlainLabel *&figure, const QString &caption, const QString &objectName)
{
    auto *box = new QWidget(this);
    figure = new PlainLabel(u"–"_s, PlainLabel::Emphasis::Title, box);
    figure->setObjectName(objectName);
    auto *below = new PlainLabel(caption, PlainLabel::Emphasis::Quiet, box);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(figure);
    column->addWidget(below);
    return box;
}

void ChannelPane::showDetail()
{
    const DetailStatus &detail = m_detail.status();
    if (detail.channel.isEmpty()) {
        m_stack->setCurrentIndex(0);
        return;
    }
    m_stack->setCurrentIndex(1);
    const ChannelKind kind = channelKind(detail.channel);
    m_name->setText(visibleText(detail.channel));
    m_kind->show(kindName(kind).replace(u'-', u' '), kindColour(kind, palette()));

    const bool known = detail.value && detail.value->occupied;
    if (known)
        m_state->setText(*detail.value->occupied ? tr("occupied") : tr("not occupied any more"));
    else
        m_state->setText(detail.state == LoadState::Loading ? tr("asking…") : QString());
    if (detail.error) {
        const Advice advice = m_session.advise(*detail.error);
        m_banner->show(Tone::Bad, advice.sentence, advice.hint);
    } else {
        m_banner->clear();
    }
    showCounts(detail);
    showUsers(detail);
    showCache(detail);
    m_filler->setVisible(!m_usersArea->isVisibleTo(this));
}

void ChannelPane::showCounts(const DetailStatus &detail)
{
    const Counts counts = detail.value ? detail.value->counts : Counts();
    const bool presence = isPresence(channelKind(detail.channel));
    m_subscriptions->setText(countText(counts.subscriptionCount));
    m_subscriptions->setAccessibleName(tr("Subscriptions: %1").arg(countSpoken(counts.subscriptionCount)));
    m_users->setText(countText(counts.userCount));
    m_users->setAccessibleName(tr("Users: %1").arg(countSpoken(counts.userCount)));
    m_users->parentWidget()->setVisible(presence || counts.userCount);

    QString note;
    if (!detail.countRefusal.isEmpty())
        note = tr("No subscription count: the server says “%1”").arg(detail.countRefusal.simplified());
    else if (detail.value && !counts.subscriptionCount && presence && !m_session.dialect().subscriptionCountOfPresence)
        note =
            tr("%1 tells no subscription count for presence channels.").arg(serverKindTitle(m_session.dialect().kind));
    else if (detail.value && detail.value->countIsPartial)
        note = tr("The count is partial: a node of the server's cluster did not answer.");
    else if (detail.channel.startsWith(u'#') && !m_session.dialect().channelByHash)
        note = tr("%1 cannot be asked for this channel by name: this is what its list says.")
                   .arg(serverKindTitle(m_session.dialect().kind));
    else if (detail.value && !counts.subscriptionCount)
        note = tr("The server told no subscription count.");
    m_countNote->setText(note);
    m_countNote->setVisible(!note.isEmpty());
}

void ChannelPane::showUsers(const DetailStatus &detail)
{
    const bool presence = isPresence(channelKind(detail.channel));
    m_usersArea->setVisible(presence);
    if (!presence)
        return;
    const qsizetype count = m_detail.users().presentCount();
    QString note;
    if (detail.usersError && detail.error)
        note.clear(); // the banner above says it already
    else if (detail.usersError)
        note = m_session.advise(*detail.usersError).sentence;
    else if (!detail.usersLoaded)
        note = tr("Asking who is present…");
    else if (count == 0)
        note = tr("Nobody is present.");
    m_usersTitle->setText(detail.usersLoaded ? tr("Users (%1)").arg(QLocale().toString(count)) : tr("Users"));
    m_usersNote->setText(note);
    m_usersNote->setTone(detail.usersError ? Tone::Bad : Tone::Neutral);
    m_usersNote->setVisible(!note.isEmpty());
    m_userTable->setColumnHidden(PresenceUsersModel::InfoColumn, !m_detail.users().hasInfo());
}

void ChannelPane::showCache(const DetailStatus &detail)
{
    const bool told = detail.value && detail.value->cacheTold;
    m_cacheArea->setVisible(told);
    if (!told)
        return;
    const auto &cache = detail.value->cache;
    m_cacheText->setVisible(cache.has_value());
    if (!cache)
        m_cacheTitle->setText(tr("Cached event: none"));
    else if (cache->ttl)
        m_cacheTitle->setText(tr("Cached event, for another %1 s").arg(*cache->ttl));
    else
        m_cacheTitle->setText(tr("Cached event"));
    const QString text = cache ? QString::fromUtf8(cache->data) : QString();
    if (m_cacheText->toPlainText() != text)
        m_cacheText->setPlainText(text);
}

} // namespace channelscope
