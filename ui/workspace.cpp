// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace.h"

#include "core/onthisthread.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/variablesdialog.h"
#include "draftkeeper.h"
#include "models/plaintext.h"
#include "pages/activitypage.h"
#include "pages/channelsarea.h"
#include "pages/channelspage.h"
#include "pages/channelwindow.h"
#include "pages/publishpage.h"
#include "settingskeeper.h"
#include "widgets/figures.h"

#include <QLocale>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Workspace::Workspace(const AppProfile &profile, const AppCredentials &credentials, const Stores &stores,
                     QWidget *parent)
    : QWidget(parent)
    , m_stores(stores)
    , m_session(profile, credentials)
    , m_repeater(m_session)
    , m_recorder(stores.history, m_session)
    , m_tabs(new PageTabs(this))
    , m_stop(new QPushButton(this))
    , m_channelsArea(new ChannelsArea(m_session, stores.shelf, m_tabs->nest()))
    , m_channels(m_channelsArea->list())
{
    setObjectName(u"workspace"_s);
    m_tabs->setObjectName(u"pages"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_channelsArea, tr("Channels"));
    for (const QString &title : {tr("Publish"), tr("Activity")}) {
        auto *place = new QWidget(m_tabs->nest());
        auto *layout = new QVBoxLayout(place);
        layout->setContentsMargins(0, 0, 0, 0);
        m_tabs->addTab(place, title);
    }
    m_tabs->setTabToolTip(0, tr("The occupied channels (Ctrl+1)"));
    m_tabs->setTabToolTip(1, tr("Send an event (Ctrl+2)"));
    m_tabs->setTabToolTip(2, tr("Every request that was made (Ctrl+4)"));
    m_stop->setObjectName(u"stopSending"_s);
    m_stop->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);

    connect(m_channels, &ChannelsPage::publishTo, this, &Workspace::composeTo);
    connect(m_channels, &ChannelsPage::editRequested, this, &Workspace::editRequested);
    connect(m_channels, &ChannelsPage::visitorsRequested, this, &Workspace::visitorsRequested);
    connect(m_channels, &ChannelsPage::windowRequested, this, &Workspace::openWindow);
    connect(m_channels, &ChannelsPage::terminateRequested, this,
            [this](const QString &userId) { confirmAndTerminate(m_session.selected(), userId, this); });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) { make(static_cast<Page>(index)); });
    connect(&m_session, &AppSession::requestRecorded, this, &Workspace::tellStatus);

    connect(m_stop, &QPushButton::clicked, this, &Workspace::stopSending);
    connect(&m_repeater, &Repeater::changed, this, &Workspace::showSending);
    connect(&m_session, &AppSession::bulkStarted, this, [this] {
        connect(m_session.bulk(), &Publisher::stateChanged, this, &Workspace::showSending);
        showSending();
    });

    m_settings = std::make_unique<SettingsKeeper>(stores, m_session);
    connect(m_settings.get(), &SettingsKeeper::variablesTrouble, this,
            [this](const QString &trouble) { publishPage().tell(trouble); });
    connect(m_settings.get(), &SettingsKeeper::viewsTrouble, m_channels, &ChannelsPage::tell);
}

// Those that are not seen at first are made when somebody wants them, for the window is to come up quickly. Each is
// made where it stays, which styles it once.
void Workspace::make(Page page)
{
    if (page == Page::Publish)
        static_cast<void>(publishPage());
    else if (page == Page::Activity)
        static_cast<void>(activityPage());
}

PublishPage &Workspace::publishPage()
{
    if (m_publish)
        return *m_publish;
    QWidget *place = m_tabs->widget(static_cast<int>(Page::Publish));
    m_publish = new PublishPage(m_session, m_repeater, m_recorder, m_stores, place);
    place->layout()->addWidget(m_publish);
    m_publish->setVisible(true); // at once: the layout would do it a moment later
    connect(m_publish, &PublishPage::requestShown, this, &Workspace::showRequest);
    connect(m_publish, &PublishPage::publishRequested, this, &Workspace::confirmAndPublish);
    connect(m_publish, &PublishPage::sendAgainRequested, this, &Workspace::confirmAndSendAgain);
    connect(m_publish, &PublishPage::bulkRequested, this, &Workspace::confirmAndSend);
    connect(m_publish, &PublishPage::variablesRequested, this, &Workspace::editVariables);
    m_drafts = std::make_unique<DraftKeeper>(m_stores.drafts, m_session.profile().id, *m_publish);
    return *m_publish;
}

ActivityPage &Workspace::activityPage()
{
    if (!m_activity) {
        QWidget *place = m_tabs->widget(static_cast<int>(Page::Activity));
        m_activity = new ActivityPage(m_session, place);
        place->layout()->addWidget(m_activity);
        m_activity->setVisible(true);
    }
    return *m_activity;
}

Workspace::~Workspace()
{
    // All of these look at the session, which goes before what ~QWidget deletes.
    m_drafts.reset();
    qDeleteAll(m_windows);
    delete m_tabs;
}

void Workspace::showPage(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
    if (page == Page::Channels)
        m_channelsArea->show(ChannelsArea::Way::List);
    if (page == Page::Publish)
        publishPage().focusFirst();
}

Workspace::Page Workspace::page() const
{
    return static_cast<Page>(m_tabs->currentIndex());
}

void Workspace::focusFilter()
{
    switch (page()) {
    case Page::Channels: m_channelsArea->focusFilter(); break;
    case Page::Activity: activityPage().focusFilter(); break;
    case Page::Publish: publishPage().focusFirst(); break;
    }
}

void Workspace::publish()
{
    publishPage().publish();
}

void Workspace::showWayToPublish(PublishPage::Way way)
{
    showPage(Page::Publish);
    publishPage().show(way);
    publishPage().focusFirst();
}

void Workspace::showTemplates()
{
    showPage(Page::Publish);
    publishPage().showTemplates();
}

void Workspace::composeTo(const QString &channel)
{
    showPage(Page::Publish);
    publishPage().compose(channel);
}

void Workspace::findUser()
{
    m_tabs->setCurrentWidget(m_channelsArea);
    m_channelsArea->show(ChannelsArea::Way::FindUser);
    m_channelsArea->focusFilter();
}

void Workspace::compareLists()
{
    m_tabs->setCurrentWidget(m_channelsArea);
    m_channelsArea->show(ChannelsArea::Way::Compare);
    m_channelsArea->focusFilter();
}

void Workspace::exportList()
{
    showPage(Page::Channels);
    m_channelsArea->exportList();
}

void Workspace::sortChannels(int column)
{
    showPage(Page::Channels);
    m_channelsArea->sortBy(column);
}

void Workspace::keepList()
{
    m_tabs->setCurrentWidget(m_channelsArea);
    m_channelsArea->keepList();
}

Workspace::View Workspace::view() const
{
    View view{page(), m_channels->view(), {}};
    for (ChannelWindow *open : m_windows) {
        if (open)
            view.windows << open->detail().channel();
    }
    return view;
}

void Workspace::restore(const View &view)
{
    m_channels->restore(view.list);
    m_tabs->setCurrentIndex(static_cast<int>(view.page));
    for (const QString &channel : view.windows)
        openWindow(channel);
}

void Workspace::openWindow(const QString &channel)
{
    m_windows.removeAll(nullptr);
    for (ChannelWindow *open : std::as_const(m_windows)) {
        if (open->detail().channel() == channel) {
            open->setWindowState(open->windowState() & ~Qt::WindowMinimized);
            open->raise();
            open->activateWindow();
            return;
        }
    }
    auto *opened = new ChannelWindow(m_session, channel);
    m_windows.append(opened);
    connect(opened, &ChannelWindow::publishTo, this, [this](const QString &name) {
        Q_EMIT frontWanted(); // another app may be open in the main window
        composeTo(name);
    });
    connect(opened, &ChannelWindow::terminateRequested, this,
            [this, opened](const QString &userId) { confirmAndTerminate(opened->detail(), userId, opened); });
    opened->show();
}

// Whatever the app's guard level: throwing a person out is always asked about, and the app's name typed.
void Workspace::confirmAndTerminate(ChannelDetail &detail, const QString &userId, QWidget *asker)
{
    auto *dialog = new ConfirmDialog(terminationQuestion(m_session, userId), m_session.profile(), asker);
    connect(dialog, &QDialog::accepted, &detail, [&detail, userId] { detail.terminate(userId, Confirmation::Given); });
    dialog->open();
}

void Workspace::confirmAndPublish(const Event &event, const Repetition &repetition)
{
    const Expanded<Event> expanded = m_session.preview(event);
    confirm([&] { return summaryOf(expanded ? *expanded : event, repetition, m_session); },
            [this, event, repetition](Confirmation confirmation) {
                if (repetition.times == 1)
                    m_session.publishExpanded(event, confirmation);
                else
                    m_repeater.start(event, repetition, confirmation);
            });
}

void Workspace::confirmAndSendAgain(const Event &event)
{
    confirm([&] { return summaryOf(event, {}, m_session); },
            [this, event](Confirmation confirmation) { m_session.publish(event, confirmation); });
}

void Workspace::confirmAndSend(const BulkOrder &order)
{
    const auto start = [this, order](Confirmation confirmation) {
        if (!m_publish->holdRows(order.events.size())) {
            m_publish->tell(tr("Nothing was sent: rows were added in the meantime. Send again."));
            return;
        }
        // Nothing is sent before its rows are on disk: a report without them could not be read again.
        onThisThread(m_drafts->keepForRun()).then(this, [this, order, confirmation](const Result<QString> &reportPath) {
            if (!reportPath) {
                m_publish->releaseRows();
                m_publish->tell(tr("Nothing was sent. %1").arg(reportPath.error().message));
                return;
            }
            BulkOrder confirmed = order;
            confirmed.confirmation = confirmation;
            confirmed.reportPath = *reportPath;
            m_session.publishBulk(confirmed);
        });
    };
    confirm([&] { return summaryOf(order, m_session); }, start);
}

void Workspace::confirm(const std::function<PublishSummary()> &summary, const std::function<void(Confirmation)> &go)
{
    if (m_session.profile().guard != GuardLevel::Confirm) {
        go(Confirmation::None);
        return;
    }
    auto *dialog = new ConfirmDialog(m_session.profile(), summary(), this);
    connect(dialog, &QDialog::accepted, this, [go] { go(Confirmation::Given); });
    dialog->open();
}

void Workspace::editVariables()
{
    if (!m_settings->hasReadVariables()) { // a dialog without them would have them deleted
        connect(m_settings.get(), &SettingsKeeper::variablesRead, this, &Workspace::editVariables,
                static_cast<Qt::ConnectionType>(Qt::SingleShotConnection | Qt::UniqueConnection));
        return;
    }
    auto *dialog = new VariablesDialog(m_session.profile().name, m_session.variables(), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_settings->setVariables(dialog->values()); });
    dialog->open();
}

void Workspace::showSending()
{
    // Not there all the time: a tab widget draws a line under an empty corner.
    m_tabs->setCornerWidget(isSending() ? m_stop : nullptr);
    m_stop->setVisible(isSending());
    m_stop->setText(m_repeater.isRunning() ? tr("Stop repeating") : tr("Cancel the batch"));
    Q_EMIT sendingChanged();
}

void Workspace::stopSending()
{
    if (m_repeater.isRunning())
        m_repeater.stop();
    else if (m_session.isBulkRunning())
        m_session.bulk()->cancel();
}

void Workspace::showRequest(quint64 requestId)
{
    showPage(Page::Activity);
    activityPage().showRequest(requestId);
}

void Workspace::tellStatus(const RequestRecord &record)
{
    // The counts of single rows come by the dozen and would drown what the user did.
    if (!record.error && record.method == "GET" && record.path.startsWith("/channels/"_L1)) {
        Q_EMIT clockOffsetChanged();
        return;
    }
    QStringList parts{QString::fromLatin1(record.method) + u' ' + visibleText(record.path)};
    parts << (record.status > 0 ? QString::number(record.status) : tr("no answer"));
    parts << durationText(record.milliseconds);
    if (record.replyBytes > 0)
        parts << sizeText(record.replyBytes);
    parts << QLocale().toString(record.startedAt.toLocalTime().time(), u"HH:mm:ss"_s);
    Q_EMIT statusChanged(parts.join(u" · "_s));
    Q_EMIT clockOffsetChanged();
}

} // namespace channelscope
