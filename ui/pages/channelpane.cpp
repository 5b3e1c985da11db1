// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelpane.h"

#include "channels/presenceexport.h"
#include "models/plaintext.h"
#include "pages/channelcommand.h"
#include "pages/listtrouble.h"
#include "pages/userspane.h"
#include "publishing/safefilename.h"
#include "widgets/cachepane.h"
#include "widgets/exportdialog.h"
#include "widgets/figures.h"
#include "widgets/scrollingpane.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

ChannelPane::ChannelPane(AppSession &session, ChannelDetail &detail, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_detail(detail)
    , m_content(new QWidget(this))
    , m_scrolling(new ScrollingPane(m_content, this)) // first of all: what is moved elsewhere is styled twice
    , m_name(new PlainLabel({}, PlainLabel::Emphasis::Title, m_content))
    , m_kind(new Chip(m_content))
    , m_state(new PlainLabel({}, PlainLabel::Emphasis::Quiet, m_content))
    , m_countNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, m_content))
    , m_banner(new Banner(m_content))
    , m_saved(new Banner(m_content))
    , m_other(new PlainLabel({}, PlainLabel::Emphasis::Quiet, m_content))
{
    setObjectName(u"channelPane"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scrolling);
    fillContent();

    connect(&m_detail, &ChannelDetail::changed, this, &ChannelPane::showDetail);
    m_chartTimer.setSingleShot(true);
    m_chartTimer.setInterval(CountChart::pause);
    m_chartTimer.callOnTimeout(this, &ChannelPane::showChart);
    connect(&m_session, &AppSession::countsRecorded, this, [this] {
        if (!m_chartTimer.isActive())
            m_chartTimer.start();
    });
    connect(m_usersPane, &UsersPane::terminateRequested, this, &ChannelPane::terminateRequested);
    showDetail();
}

QSize ChannelPane::minimumSizeHint() const
{
    return QWidget::minimumSizeHint().expandedTo({narrowest, 0});
}

void ChannelPane::setInWindow()
{
    m_openWindow->setVisible(false);
}

QWidget *ChannelPane::makeActions()
{
    auto *bar = new QWidget(m_content);
    m_publish = new QPushButton(tr("Publish to…"), bar);
    m_publish->setObjectName(u"publishToButton"_s);
    m_publish->setAccessibleName(tr("Publish to this channel"));
    connect(m_publish, &QPushButton::clicked, this, [this] { Q_EMIT publishTo(m_detail.channel()); });
    auto *copy = new QPushButton(tr("Copy name"), bar);
    copy->setObjectName(u"copyName"_s);
    copy->setAccessibleName(tr("Copy the channel's name"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_detail.channel()); });

    auto *more = new QToolButton(bar);
    more->setObjectName(u"channelMore"_s);
    more->setText(tr("More"));
    more->setAccessibleName(tr("More to do with this channel"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(more);
    m_openWindow = menu->addAction(tr("Open in a &window of its own"));
    connect(m_openWindow, &QAction::triggered, this, [this] { Q_EMIT windowRequested(m_detail.channel()); });
    connect(menu->addAction(tr("Copy as a &command line")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(channelCommand(m_session.profile(), m_detail.channel())); });
    connect(menu->addAction(tr("E&xport channel…")), &QAction::triggered, this, &ChannelPane::exportChannel);
    m_exportUsers = menu->addAction(tr("&Export users…"));
    m_exportUsers->setObjectName(u"exportUsers"_s);
    connect(m_exportUsers, &QAction::triggered, this, &ChannelPane::exportUsers);
    more->setMenu(menu);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_publish);
    row->addWidget(copy);
    row->addWidget(more);
    row->addStretch();
    return bar;
}

// The order in which they are made is the order in which Tab goes through them.
void ChannelPane::fillContent()
{
    QWidget *actions = makeActions();
    m_chart = new CountChart(m_content);
    m_cache = new CachePane(m_content);
    m_usersPane = new UsersPane(m_session, m_detail, m_content);
    m_filler = new QWidget(m_content);
    m_name->setObjectName(u"channelName"_s);
    m_name->setWordWrap(false);
    m_name->setElided(true);
    m_state->setObjectName(u"channelState"_s);
    m_countNote->setWordWrap(true);
    m_countNote->setObjectName(u"countNote"_s);

    auto *head = new QHBoxLayout;
    head->addWidget(m_kind);
    head->addWidget(m_state, 1);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(24);
    figures->addWidget(makeFigure(m_subscriptions, tr("subscriptions"), u"subscriptionCount"_s));
    figures->addWidget(makeFigure(m_users, tr("users"), u"userCount"_s));
    figures->addStretch();

    m_other->setObjectName(u"otherFields"_s);
    m_other->setWordWrap(true);
    m_saved->setObjectName(u"channelExportBanner"_s);
    m_saved->clear();

    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_name);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_saved);
    column->addLayout(figures);
    column->addWidget(m_countNote);
    column->addWidget(m_other);
    column->addWidget(actions);
    column->addWidget(m_chart);
    column->addWidget(m_cache);
    column->addWidget(m_usersPane, 1);
    column->addWidget(m_filler, 1);
}

void ChannelPane::exportChannel()
{
    if (m_detail.channel().isEmpty())
        return;
    m_saved->clear();
    const DetailStatus &detail = m_detail.status();
    if (!detail.value) {
        m_saved->show(Tone::Warning, tr("Nothing is known of this channel yet that could be exported."));
        return;
    }
    ChannelFacts facts{m_session.profile().name, *detail.value, QDateTime::fromMSecsSinceEpoch(detail.valueAt.count()),
                       std::nullopt};
    facts.state.name = detail.channel;
    if (detail.usersLoaded)
        facts.users = m_detail.users().allUsers();
    exportTable(this, m_saved, tr("Export channel"), safeFileName(detail.channel).replace(u'.', u'-') + u".json"_s,
                [facts](ExportFormat format, const ExportSink &sink) { writeChannelFacts(facts, format, sink); });
}

void ChannelPane::exportUsers()
{
    m_saved->clear();
    const QString channel = m_detail.channel();
    const auto write = [channel, users = m_detail.users().allUsers()](ExportFormat format, const ExportSink &sink) {
        sink(format == ExportFormat::Json ? usersToJson(channel, users) : usersToCsv(users));
    };
    exportTable(this, m_saved, tr("Export users"), safeFileName(channel).replace(u'.', u'-') + u"-users.csv"_s, write);
}

void ChannelPane::focusContent()
{
    if (isPresence(channelKind(m_detail.channel())))
        m_usersPane->focusUsers();
    else
        m_publish->setFocus(Qt::OtherFocusReason);
}

QWidget *ChannelPane::makeFigure(PlainLabel *&figure, const QString &caption, const QString &objectName)
{
    auto *box = new QWidget(m_content);
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

void ChannelPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showChart();
}

void ChannelPane::showDetail()
{
    const DetailStatus &detail = m_detail.status();
    if (detail.channel.isEmpty())
        return;
    if (m_charted != detail.channel)
        showChart();
    const ChannelKind kind = channelKind(detail.channel);
    m_name->setText(visibleName(detail.channel));
    m_kind->show(kindName(kind).replace(u'-', u' '), kindColour(kind, palette()));

    if (std::exchange(m_shown, detail.channel) != detail.channel)
        m_saved->clear(); // and what ends from now on is told, whatever channel it was of
    showState(detail);
    if (detail.error) {
        m_banner->show(Tone::Bad, m_session.advise(*detail.error).sentence,
                       hintWithoutPrefix(m_session, *detail.error));
    } else {
        m_banner->clear();
    }
    showCounts(detail);
    showRest(detail);
    const bool presence = isPresence(kind);
    m_usersPane->setVisible(presence);
    m_exportUsers->setVisible(presence);
    m_filler->setVisible(!presence);
    if (presence)
        m_usersPane->showDetail();
}

// What was known before a request failed is still shown, and from when it is.
void ChannelPane::showState(const DetailStatus &detail)
{
    QStringList parts;
    if (detail.value && detail.value->occupied)
        parts << (*detail.value->occupied ? tr("occupied") : tr("not occupied any more"));
    else if (!detail.value && detail.state == LoadState::Loading)
        parts << tr("asking…");
    if (detail.value && detail.error)
        parts << tr("as of %1").arg(timeText(detail.valueAt));
    m_state->setText(parts.join(u" · "_s));
    m_state->setTone(detail.error ? Tone::Warning : Tone::Neutral);
}

void ChannelPane::showChart()
{
    if (!isVisible() || m_detail.channel().isEmpty())
        return;
    m_charted = m_detail.channel();
    QList<CountLine> lines{{tr("subscriptions"), {}}};
    const CountRecorder::Series *series = m_session.counts().series(m_detail.channel().toUtf8());
    if (series)
        lines.first().series = series->subscriptions;
    if (isPresence(channelKind(m_detail.channel())))
        lines.append({tr("users"), series ? series->users : CountSeries()});
    m_chart->setLines(m_detail.channel(), lines, currentMoment());
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

    const QString note = missingCounts(detail);
    m_countNote->setText(note);
    m_countNote->setVisible(!note.isEmpty());
    // Who cannot see the figures hears why there are none.
    m_subscriptions->setAccessibleDescription(counts.subscriptionCount ? QString() : note);
    m_users->setAccessibleDescription(counts.userCount ? QString() : note);
}

QString ChannelPane::missingCounts(const DetailStatus &detail) const
{
    const QString server = serverKindTitle(m_session.dialect().kind);
    if (!detail.value)
        return {};
    const Counts &counts = detail.value->counts;
    const bool presence = isPresence(channelKind(detail.channel));
    if (!detail.value->note.isEmpty()) // they were told, but nobody can read them
        return detail.value->note;
    QStringList notes;
    if (!detail.countRefusal.isEmpty())
        notes << tr("No subscription count: the server says “%1”").arg(detail.countRefusal.simplified());
    else if (!counts.subscriptionCount && presence && !m_session.dialect().subscriptionCountOfPresence)
        notes << tr("%1 tells no subscription count for presence channels.").arg(server);
    else if (detail.value->countIsPartial)
        notes << tr("The count is partial: a node of the server's cluster did not answer.");
    else if (detail.channel.startsWith(u'#') && !m_session.dialect().channelByHash)
        notes << tr("%1 cannot be asked for this channel by name: this is what its list says.").arg(server);
    else if (!counts.subscriptionCount)
        notes << tr("The server told no subscription count.");
    if (presence && !counts.userCount)
        notes << tr("The server told no number of users.");
    return notes.join(u' ');
}

void ChannelPane::showRest(const DetailStatus &detail)
{
    const bool cacheTold = detail.value && detail.value->cacheTold;
    m_cache->setVisible(cacheTold);
    if (cacheTold)
        m_cache->show(detail.value->cache, detail.valueAt);
    const QByteArray other = detail.value ? detail.value->unknownFields : QByteArray();
    m_other->setVisible(!other.isEmpty());
    m_other->setText(other.isEmpty() ? QString()
                                     : tr("The server also says: %1").arg(visibleText(QString::fromUtf8(other))));
}

} // namespace channelscope
