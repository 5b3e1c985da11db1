// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/finduserpage.h"

#include "http/usersearch.h"
#include "models/plaintext.h"
#include "pages/listtrouble.h"
#include "widgets/accessiblename.h"
#include "widgets/exportdialog.h"
#include "widgets/figures.h"
#include "widgets/progress.h"
#include "widgets/rowtable.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString numberText(qsizetype number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

} // namespace

FindUserPage::FindUserPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_id(new QLineEdit(this))
    , m_match(new QComboBox(this))
    , m_start(new QPushButton(tr("Search"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_cost(new Banner(this))
    , m_banner(new Banner(this))
    , m_progress(new QProgressBar(this))
    , m_status(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_show(new QPushButton(tr("Show channel"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"findUserPage"_s);
    m_cost->setObjectName(u"findUserCost"_s);
    m_banner->setObjectName(u"findUserBanner"_s);
    setUpTable();
    auto *area = new QWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    area->setLayout(m_stack);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolbar());
    column->addWidget(m_cost);
    column->addWidget(m_banner);
    column->addWidget(area, 1);
    column->addWidget(makeFoot());
    m_cost->clear();
    m_banner->clear();
    addKeys();

    connect(m_id, &QLineEdit::returnPressed, this, &FindUserPage::start);
    connect(m_id, &QLineEdit::textChanged, this, &FindUserPage::showState);
    connect(m_start, &QPushButton::clicked, this, &FindUserPage::start);
    connect(m_stop, &QPushButton::clicked, this, &FindUserPage::stop);
    connect(m_cost, &Banner::actionChosen, this, [this] {
        m_cost->clear();
        if (m_search && m_search->state() == UserSearch::State::Listed)
            m_search->search();
    });
    connect(m_banner, &Banner::actionChosen, this, &FindUserPage::start);
    showState();
    showSelection();
}

QWidget *FindUserPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_id->setObjectName(u"findUserId"_s);
    m_id->setPlaceholderText(tr("User id, such as u-17"));
    m_id->setAccessibleName(tr("User id"));
    m_id->setToolTip(tr("Whom to look for in the presence channels (Ctrl+F)"));
    m_id->setClearButtonEnabled(true);
    m_match->setObjectName(u"findUserMatch"_s);
    nameForScreenReaders(m_match, tr("How the id is compared"));
    m_match->addItem(tr("is exactly this"), static_cast<int>(UserSearch::Match::Exact));
    m_match->addItem(tr("contains this"), static_cast<int>(UserSearch::Match::Contains));
    m_start->setObjectName(u"findUserStart"_s);
    m_start->setAccessibleName(tr("Search"));
    m_start->setToolTip(m_session.dialect().readsAreBilled
                            ? tr("Asks for the list first, one message, and then tells what the rest costs (Enter)")
                            : tr("Asks every presence channel who is there (Enter)"));
    m_stop->setObjectName(u"findUserStop"_s);
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setToolTip(tr("Keeps what was found so far (Escape)"));
    row->addWidget(m_id, 1);
    row->addWidget(m_match);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    return bar;
}

QWidget *FindUserPage::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 6, 12, 8);
    row->setSpacing(8);
    m_progress->setObjectName(u"findUserProgress"_s);
    m_progress->setAccessibleName(tr("Channels asked"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_status->setObjectName(u"findUserStatus"_s);
    m_status->setElided(true);
    m_show->setObjectName(u"findUserShow"_s);
    m_show->setToolTip(tr("Shows the channel in the list (Enter)"));
    m_copy->setObjectName(u"findUserCopy"_s);
    m_copy->setToolTip(tr("Copies the names of the selected channels (Ctrl+C)"));
    m_export->setObjectName(u"findUserExport"_s);
    m_export->setToolTip(tr("Saves what was found as CSV or JSON"));
    row->addWidget(m_progress);
    row->addWidget(m_status, 1);
    for (QPushButton *button : {m_show, m_copy, m_export}) {
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    connect(m_show, &QPushButton::clicked, this, [this] {
        const QModelIndex current = m_table->currentIndex();
        if (current.isValid())
            Q_EMIT showChannel(m_model.hits()[current.row()].channel);
    });
    connect(m_copy, &QPushButton::clicked, this, &FindUserPage::copy);
    connect(m_export, &QPushButton::clicked, this, [this] {
        exportTable(
            this, m_banner, tr("Export what was found"), u"found-users.csv"_s,
            [found = found()](ExportFormat format, const ExportSink &sink) { writeFoundUsers(found, format, sink); });
    });
    return foot;
}

void FindUserPage::setUpTable()
{
    m_table->setObjectName(u"findUserTable"_s);
    m_table->setAccessibleName(tr("Where the user is"));
    m_table->setModel(&m_model);
    setUpRowTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(UserHitsModel::ChannelColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(UserHitsModel::InfoColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(UserHitsModel::UserColumn, fontMetrics().horizontalAdvance(u'0') * 28);
    m_table->setColumnWidth(UserHitsModel::TimeColumn, fontMetrics().horizontalAdvance(u"00:00:00"_s) + 32);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FindUserPage::showSelection);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &FindUserPage::showSelection);
    connect(m_table, &QTableView::doubleClicked, m_show, &QPushButton::click);
    // Shown once a server tells more than ids.
    m_table->setColumnHidden(UserHitsModel::InfoColumn, true);
    connect(&m_model, &UserHitsModel::infoChanged, this,
            [this](bool hasInfo) { m_table->setColumnHidden(UserHitsModel::InfoColumn, !hasInfo); });
    onContextMenu(*m_table, this, [this](const QModelIndex &, const QPoint &at) {
        QMenu *menu = rowMenu(this);
        QAction *show = menu->addAction(tr("Show channel"));
        show->setEnabled(m_show->isEnabled());
        connect(show, &QAction::triggered, m_show, &QPushButton::click);
        connect(menu->addAction(tr("Copy channel names")), &QAction::triggered, this, &FindUserPage::copy);
        connect(menu->addAction(tr("Export…")), &QAction::triggered, m_export, &QPushButton::click);
        menu->popup(at);
    });
}

void FindUserPage::addKeys()
{
    const auto key = [this](const QKeySequence &keys, QWidget *where, Qt::ShortcutContext context,
                            QPushButton *button) {
        auto *shortcut = new QShortcut(keys, where);
        shortcut->setContext(context);
        connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    };
    key(Qt::Key_Return, m_table, Qt::WidgetShortcut, m_show);
    key(Qt::Key_Enter, m_table, Qt::WidgetShortcut, m_show);
    key(QKeySequence::Copy, m_table, Qt::WidgetShortcut, m_copy);
    key(Qt::Key_Escape, this, Qt::WidgetWithChildrenShortcut, m_stop);
}

void FindUserPage::focusFirst()
{
    m_id->setFocus(Qt::ShortcutFocusReason);
    m_id->selectAll();
}

bool FindUserPage::isRunning() const
{
    return m_search && m_search->state() != UserSearch::State::Finished;
}

QString FindUserPage::wanted() const
{
    return visibleText(m_search ? m_search->options().id : m_id->text(), 60);
}

FoundUsers FindUserPage::found() const
{
    FoundUsers found;
    found.app = m_session.profile().name;
    found.hits = m_model.hits();
    if (m_search) {
        found.id = m_search->options().id;
        found.isExact = m_search->options().match == UserSearch::Match::Exact;
        found.channels = m_search->progress().channels;
        found.asked = m_search->progress().asked;
        found.isComplete = m_search->isComplete();
    }
    return found;
}

void FindUserPage::start()
{
    const QString id = m_id->text().trimmed();
    if (id.isEmpty() || isRunning())
        return;
    m_hadBlanks = id != m_id->text(); // pasted along, and part of no id
    m_id->setText(id);
    UserSearch::Options options;
    options.id = id;
    options.match = static_cast<UserSearch::Match>(m_match->currentData().toInt());
    m_cost->clear();
    m_banner->clear();
    m_model.clear();
    m_search = &m_session.newUserSearch(options);
    connect(m_search, &UserSearch::listed, this, &FindUserPage::takeListed);
    connect(m_search, &UserSearch::found, &m_model, &UserHitsModel::append);
    connect(m_search, &UserSearch::found, this, &FindUserPage::showState);
    connect(m_search, &UserSearch::stateChanged, this, &FindUserPage::showState);
    connect(m_search, &UserSearch::progressed, this, &FindUserPage::showState);
    connect(m_search, &UserSearch::finished, this, &FindUserPage::showOutcome);
    m_search->list();
}

void FindUserPage::stop()
{
    if (isRunning())
        m_search->cancel();
}

void FindUserPage::takeListed()
{
    if (!m_search->isBilled() || m_search->requests() == 0) {
        m_search->search();
        return;
    }
    const QString requests = numberText(m_search->requests());
    m_cost->show(Tone::Warning,
                 m_search->requests() == 1 ? tr("1 presence channel is to be asked, for the price of a message.")
                                           : tr("%1 presence channels are to be asked, each for the price of a "
                                                "message.")
                                                 .arg(requests),
                 tr("This server bills every request. Only the list was asked for so far."), tr("Ask them"));
}

void FindUserPage::showState()
{
    const bool running = isRunning();
    m_start->setVisible(!running);
    m_start->setEnabled(!m_id->text().trimmed().isEmpty());
    m_stop->setVisible(running);
    m_export->setEnabled(m_model.rowCount() > 0);
    const bool hasHits = m_model.rowCount() > 0;
    m_progress->setVisible(running);
    m_stack->setCurrentWidget(hasHits ? static_cast<QWidget *>(m_table) : m_empty);
    if (!m_search) {
        m_status->setText({});
        m_empty->show(tr("Where is a user now?"),
                      tr("Every presence channel is asked who is there; the answers appear as they come."));
        return;
    }
    const UserSearch::Progress &progress = m_search->progress();
    showProgress(*m_progress, progress.asked, progress.channels);
    switch (m_search->state()) {
    case UserSearch::State::Idle:
    case UserSearch::State::Listing: m_status->setText(tr("Asking which presence channels there are…")); break;
    case UserSearch::State::Listed: m_status->setText(tr("Waiting for you")); break;
    case UserSearch::State::Waiting:
        m_status->setText(tr("%1 of %2 channels asked · the server limits the rate: going on at %3")
                              .arg(numberText(progress.asked), numberText(progress.channels),
                                   timeText(Moment(m_search->trouble()->goesOnAt.toMSecsSinceEpoch()))));
        break;
    case UserSearch::State::Asking:
    case UserSearch::State::Finished:
        m_status->setText(
            tr("%1 of %2 channels asked · found in %3")
                .arg(numberText(progress.asked), numberText(progress.channels), numberText(m_model.hits().size())) +
            (m_hadBlanks ? tr(" · without the blanks around the id") : QString()));
        break;
    }
    if (!hasHits && running)
        m_empty->show(tr("Looking for %1…").arg(wanted()), {});
}

void FindUserPage::showOutcome()
{
    m_cost->clear();
    showState();
    const UserSearch::Progress &progress = m_search->progress();
    const bool hasHits = m_model.rowCount() > 0;
    if (const auto &error = m_search->error()) {
        const bool canceled = error->kind == ApiError::Kind::Canceled;
        const Advice advice = m_session.advise(*error);
        const QString sentence = canceled ? tr("Stopped.") : visibleText(advice.sentence);
        const QString hint = tr("%1 of %2 channels answered; nobody knows about the others.")
                                 .arg(numberText(progress.asked - progress.failed), numberText(progress.channels));
        QStringList lines{canceled ? hint : hintWithoutPrefix(m_session, *error) + u' ' + hint};
        if (progress.failed > 0)
            lines << failedText() << failedReasons();
        m_banner->show(canceled ? Tone::Neutral : Tone::Bad, sentence, lines.join(u'\n'), tr("Search again"));
        if (!hasHits)
            m_empty->show(tr("The search did not come to its end"), tr("%1 was not found so far.").arg(wanted()), {},
                          canceled ? Tone::Neutral : Tone::Bad);
        return;
    }
    if (m_search->hasTooMany())
        m_banner->show(Tone::Warning, tr("There are more than %1 of them.").arg(numberText(m_model.hits().size())),
                       tr("The search ended there. Type more of the id."));
    showFailed();
    if (hasHits)
        return;
    if (progress.failed > 0)
        m_empty->show(tr("%1 was not found in the channels that answered").arg(wanted()), {}, {}, Tone::Warning);
    else if (progress.channels == 0)
        m_empty->show(tr("No presence channel is occupied"), tr("So nobody is in one."));
    else
        m_empty->show(
            tr("%1 is in none of the %2 presence channels").arg(wanted(), numberText(progress.channels)),
            (progress.vanished > 0
                 ? tr("In %1 of them nobody was left when they were asked.").arg(numberText(progress.vanished)) + u' '
                 : QString()) +
                tr("Presence channels alone tell who is there. A user on other channels cannot be found."));
}

QString FindUserPage::failedText() const
{
    const qsizetype count = m_search->progress().failed;
    return count == 1 ? tr("1 channel could not be asked: the user may be there.")
                      : tr("%1 channels could not be asked: the user may be there.").arg(numberText(count));
}

QStringList FindUserPage::failedReasons() const
{
    const auto failed = m_search->failed(); // the first of them
    constexpr qsizetype named = 3;
    QStringList reasons;
    for (const UserSearch::Failed &one : failed.first(std::min(failed.size(), named)))
        reasons << visibleText(one.channel, 60) + u": "_s + visibleText(m_session.advise(one.error).sentence);
    if (const qsizetype count = m_search->progress().failed; count > named)
        reasons << tr("and %1 more").arg(numberText(count - named));
    return reasons;
}

// Whoever was not asked may have the user.
void FindUserPage::showFailed()
{
    if (m_search->progress().failed > 0)
        m_banner->show(Tone::Warning, failedText(), failedReasons().join(u'\n'), tr("Search again"));
}

void FindUserPage::showSelection()
{
    const bool selected = m_table->selectionModel()->hasSelection();
    m_show->setEnabled(selected && m_table->selectionModel()->selectedRows().size() == 1);
    m_copy->setEnabled(selected);
}

void FindUserPage::copy()
{
    QList<int> rows;
    const auto selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    QStringList channels;
    for (const int row : rows)
        channels << m_model.hits()[row].channel;
    QApplication::clipboard()->setText(channels.join(u'\n'));
}

} // namespace channelscope
