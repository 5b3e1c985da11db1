// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelpane.h"

#include "models/plaintext.h"
#include "pages/userspane.h"
#include "publishing/literals.h"
#include "widgets/figures.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto chartPause = std::chrono::milliseconds(150);

} // namespace

ChannelPane::ChannelPane(AppSession &session, ChannelDetail &detail, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_detail(detail)
    , m_stack(new QStackedLayout(this))
    , m_totalsText(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_totalsChart(new CountChart(this))
    , m_name(new PlainLabel({}, PlainLabel::Emphasis::Title, this))
    , m_kind(new Chip(this))
    , m_state(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_countNote(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_banner(new Banner(this))
{
    setObjectName(u"channelPane"_s);
    setMinimumWidth(300);
    m_stack->addWidget(makeTotals());
    m_stack->addWidget(makeContent());

    connect(&m_detail, &ChannelDetail::changed, this, &ChannelPane::showDetail);
    m_chartTimer.setSingleShot(true);
    m_chartTimer.setInterval(chartPause);
    m_chartTimer.callOnTimeout(this, &ChannelPane::showChart);
    connect(&m_session, &AppSession::countsRecorded, this, [this] {
        if (!m_chartTimer.isActive())
            m_chartTimer.start();
    });
    connect(m_usersPane, &UsersPane::terminateRequested, this, &ChannelPane::terminateRequested);
    showDetail();
}

void ChannelPane::setInWindow()
{
    m_openWindow->setVisible(false);
}

QWidget *ChannelPane::makeTotals()
{
    auto *page = new QWidget(this);
    page->setObjectName(u"appTotals"_s);
    auto *title = new PlainLabel(tr("Select a channel"), PlainLabel::Emphasis::Title, page);
    auto *text =
        new PlainLabel(tr("Its counts and the users who are present are shown here. Meanwhile, the whole app:"),
                       PlainLabel::Emphasis::Quiet, page);
    text->setWordWrap(true);
    m_totalsText->setObjectName(u"totalsText"_s);
    m_totalsText->setWordWrap(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_totalsText);
    column->addWidget(m_totalsChart, 1);
    m_totalsChart->setObjectName(u"totalsChart"_s);
    column->addStretch(1);
    return page;
}

QWidget *ChannelPane::makeActions()
{
    auto *bar = new QWidget(this);
    auto *publish = new QPushButton(tr("Publish to…"), bar);
    publish->setObjectName(u"publishToButton"_s);
    publish->setAccessibleName(tr("Publish to this channel"));
    connect(publish, &QPushButton::clicked, this, [this] { Q_EMIT publishTo(m_detail.channel()); });
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
            [this] { QApplication::clipboard()->setText(asCommand()); });
    m_exportUsers = menu->addAction(tr("&Export users…"));
    connect(m_exportUsers, &QAction::triggered, this, [this] { m_usersPane->chooseExportFile(); });
    more->setMenu(menu);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(publish);
    row->addWidget(copy);
    row->addWidget(more);
    row->addStretch();
    return bar;
}

// The order in which they are made is the order in which Tab goes through them.
QWidget *ChannelPane::makeContent()
{
    auto *content = new QWidget(this);
    QWidget *actions = makeActions();
    m_chart = new CountChart(this);
    m_cacheArea = new QWidget(this);
    m_cacheTitle = new PlainLabel(tr("Cached event"), PlainLabel::Emphasis::Strong, this);
    m_cacheText = new QPlainTextEdit(this);
    m_usersPane = new UsersPane(m_session, m_detail, this);
    m_filler = new QWidget(this);
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

    m_cacheText->setObjectName(u"cachedEvent"_s);
    m_cacheText->setReadOnly(true);
    m_cacheText->setTabChangesFocus(true);
    m_cacheText->setAccessibleName(tr("Cached event"));
    m_cacheText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_cacheText->setMaximumHeight(110);
    auto *cache = new QVBoxLayout(m_cacheArea);
    cache->setContentsMargins(0, 0, 0, 0);
    cache->addWidget(m_cacheTitle);
    cache->addWidget(m_cacheText);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_name);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(figures);
    column->addWidget(m_countNote);
    column->addWidget(actions);
    column->addWidget(m_chart);
    column->addWidget(m_cacheArea);
    column->addWidget(m_usersPane, 1);
    column->addWidget(m_filler, 1);
    return content;
}

// The app as --app names it; the sandbox is no saved app, so it is left to the environment there.
QString ChannelPane::asCommand() const
{
    const auto word = [](const QString &text) { return QString::fromUtf8(shellLiteral(text.toUtf8())); };
    QStringList words{u"channelscope-cli"_s};
    if (m_session.profile().environment != Environment::Sandbox)
        words << u"--app"_s << word(m_session.profile().name);
    words << u"channel"_s;
    if (m_detail.channel().startsWith(u'-'))
        words << u"--"_s;
    words << word(m_detail.channel());
    return words.join(u' ');
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

void ChannelPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showChart();
}

void ChannelPane::showDetail()
{
    const DetailStatus &detail = m_detail.status();
    m_stack->setCurrentIndex(detail.channel.isEmpty() ? 0 : 1);
    if (m_charted != detail.channel)
        showChart();
    if (detail.channel.isEmpty())
        return;
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
    showCache(detail);
    const bool presence = isPresence(kind);
    m_usersPane->setVisible(presence);
    m_exportUsers->setVisible(presence);
    m_filler->setVisible(!presence);
    if (presence)
        m_usersPane->showDetail();
}

void ChannelPane::showChart()
{
    if (!isVisible())
        return;
    m_charted = m_detail.channel();
    if (m_detail.channel().isEmpty()) {
        showTotals();
        return;
    }
    QList<CountLine> lines{{tr("subscriptions"), {}}};
    const CountRecorder::Series *series = m_session.counts().series(m_detail.channel().toUtf8());
    if (series)
        lines.first().series = series->subscriptions;
    if (isPresence(channelKind(m_detail.channel())))
        lines.append({tr("users"), series ? series->users : CountSeries()});
    m_chart->setLines(visibleText(m_detail.channel()), lines, currentMoment());
}

void ChannelPane::showTotals()
{
    const CountRecorder::Totals &totals = m_session.counts().totals();
    const CountTotals &last = totals.last;
    const auto told = [&](std::optional<qint64> sum, qint64 toldBy, const QString &what) {
        if (!sum)
            return tr("– %1 (not told by the list)").arg(what);
        return toldBy == last.channels ? tr("%1 %2").arg(countText(sum), what)
                                       : tr("%1 %2, told of %3 of them").arg(countText(sum), what, countText(toldBy));
    };
    if (totals.channels.isEmpty())
        m_totalsText->setText(tr("Its totals come with a list without a prefix."));
    else
        m_totalsText->setText(tr("%1 channels · %2 · %3")
                                  .arg(countText(last.channels),
                                       told(last.subscriptions, last.subscriptionsToldBy, tr("subscriptions")),
                                       told(last.users, last.usersToldBy, tr("users"))));
    m_totalsChart->setLines(
        m_session.profile().name,
        {{tr("channels"), totals.channels}, {tr("subscriptions"), totals.subscriptions}, {tr("users"), totals.users}},
        currentMoment());
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
