// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelsarea.h"

#include "models/channelcells.h"
#include "pages/channelspage.h"
#include "pages/finduserpage.h"
#include "pages/snapshotspage.h"
#include "widgets/exportdialog.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

ChannelsArea::ChannelsArea(AppSession &session, SnapshotShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_shelf(shelf)
    , m_ways(new QTabBar(this))
    , m_back(new QPushButton(this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_banner(new Banner(this))
    , m_stack(new QStackedLayout)
    , m_list(new ChannelsPage(session, this))
{
    setObjectName(u"channelsArea"_s);
    m_ways->setObjectName(u"channelsWays"_s);
    m_ways->setAccessibleName(tr("What to look at"));
    m_ways->setDrawBase(false);
    m_ways->setExpanding(false);
    m_ways->addTab(tr("List"));
    m_ways->addTab(tr("Find a user"));
    m_ways->addTab(tr("Compare"));
    m_ways->setTabToolTip(0, tr("The occupied channels"));
    m_ways->setTabToolTip(1, tr("In which presence channels a user is now (Ctrl+Shift+F)"));
    m_ways->setTabToolTip(2, tr("What is new, gone or changed between two lists (Ctrl+Shift+D)"));
    m_stack->addWidget(m_list);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_ways);
    head->addStretch();
    head->addWidget(m_back);
    head->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(m_stack, 1);
    m_banner->setObjectName(u"channelsExportBanner"_s);
    m_banner->clear();
    m_back->setObjectName(u"backToResults"_s);
    m_back->setToolTip(tr("Goes back, and shows the list as it was before"));
    m_back->hide();
    m_export->setObjectName(u"exportChannels"_s);
    m_export->setAccessibleName(tr("Export the list"));
    m_export->setToolTip(tr("Saves the channels that are shown, or all that are listed, as CSV or JSON"));

    connect(m_ways, &QTabBar::currentChanged, this, [this](int index) {
        m_banner->clear();
        make(static_cast<Way>(index));
        m_back->hide();
        showState();
    });
    // Who clicks goes on by typing; who comes with the keys stays on the tabs.
    connect(m_ways, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index == static_cast<int>(Way::FindUser))
            QTimer::singleShot(0, this, [this] {
                if (way() == Way::FindUser)
                    m_findUser->focusFirst();
            });
    });
    connect(m_back, &QPushButton::clicked, this, &ChannelsArea::goBack);
    connect(m_export, &QPushButton::clicked, this, &ChannelsArea::exportList);
    connect(&m_session, &AppSession::listChanged, this, &ChannelsArea::showState);
    showState();
}

void ChannelsArea::make(Way way)
{
    if (way == Way::FindUser && !m_findUser) {
        m_findUser = new FindUserPage(m_session, this);
        m_stack->addWidget(m_findUser);
        connect(m_findUser, &FindUserPage::showChannel, this, &ChannelsArea::showChannel);
    }
    if (way == Way::Compare && !m_compare) {
        m_compare = new SnapshotsPage(m_session, m_shelf, this);
        m_stack->addWidget(m_compare);
        connect(m_compare, &SnapshotsPage::showChannel, this, &ChannelsArea::showChannel);
    }
    QWidget *page = m_list;
    if (way == Way::FindUser)
        page = m_findUser;
    else if (way == Way::Compare)
        page = m_compare;
    m_stack->setCurrentWidget(page);
}

void ChannelsArea::show(Way way)
{
    m_ways->setCurrentIndex(static_cast<int>(way));
}

ChannelsArea::Way ChannelsArea::way() const
{
    return static_cast<Way>(m_ways->currentIndex());
}

void ChannelsArea::focusFilter()
{
    switch (way()) {
    case Way::List: m_list->focusFilter(); break;
    case Way::FindUser: m_findUser->focusFirst(); break;
    case Way::Compare: m_compare->focusFilter(); break;
    }
}

void ChannelsArea::keepList()
{
    show(Way::Compare);
    m_compare->keep();
}

void ChannelsArea::sortBy(int column)
{
    show(Way::List);
    m_list->sortBy(column);
}

void ChannelsArea::exportList()
{
    const ListStatus &list = m_session.list();
    if (!list.hasList)
        return;
    m_banner->clear();
    const ChannelsModel &model = m_session.channels();
    const QString title = tr("Export the list of channels");
    const KeptSnapshot listed{model.snapshot(), m_session.profile().name, list.shownPrefix, list.listedAt};
    const auto told = [listed, source = model.source()] {
        KeptSnapshot kept = listed;
        kept.channels = toldSnapshot(source);
        return kept;
    };
    const TableWriter all = [told](ExportFormat format, const ExportSink &sink) {
        writeChannels(told(), format, sink);
    };
    const TableWriter shown = [told, source = model.source(), how = model.arrangement()](ExportFormat format,
                                                                                         const ExportSink &sink) {
        writeChannels(told(), shownChannels(source, how), format, sink);
    };
    const auto channels = [](size_t count) { return QLocale().toString(static_cast<qulonglong>(count)); };
    QList<TableChoice> choices{{{}, shown}};
    const size_t shownCount = model.matching() + model.pinnedBesides();
    if (shownCount != model.total()) {
        choices = {{tr("the %1 channels that are shown").arg(channels(shownCount)), shown},
                   {tr("all %1 listed channels").arg(channels(model.total())), all}};
    }
    const bool usersAreListed = isListed(m_session.dialect(), CountColumn::Users, list.shownPrefix);
    QStringList hints;
    if (model.showsUnlisted())
        hints << tr("Pinned channels that are not in the list are not in it.");
    if (!usersAreListed)
        hints << tr("It has the users of those channels whose count holds now. %1")
                     .arg(missingCountReason(m_session.dialect(), CountColumn::Users));
    exportTable(this, m_banner, title, u"channels.csv"_s, choices, hints.join(u' '));
}

void ChannelsArea::showState()
{
    m_export->setVisible(way() == Way::List);
    m_export->setEnabled(m_session.list().hasList && m_session.channels().total() > 0);
}

void ChannelsArea::showChannel(const QString &name)
{
    m_backTo = way();
    m_prefixBefore = m_list->prefix();
    show(Way::List);
    m_list->showChannel(name);
    m_back->setText(m_backTo == Way::FindUser ? tr("← Back to the search") : tr("← Back to the comparison"));
    m_back->setAccessibleName(m_back->text().mid(2));
    m_back->setVisible(m_backTo != Way::List);
}

void ChannelsArea::goBack()
{
    m_list->setPrefix(m_prefixBefore);
    show(m_backTo);
}

} // namespace channelscope
