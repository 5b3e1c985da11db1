// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelsbar.h"

#include "models/plaintext.h"
#include "widgets/accessiblename.h"
#include "widgets/choicebox.h"
#include "widgets/intervalbox.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto typingPause = std::chrono::milliseconds(250);
constexpr auto refinePause = std::chrono::milliseconds(0); // the model is quick enough for every key
constexpr int detected = 0;                                // instead of a separator

} // namespace

ChannelsBar::ChannelsBar(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_prefix(new FilterEdit(typingPause, this))
    , m_refine(new FilterEdit(refinePause, this))
    , m_kinds(new ChoiceBox(this))
    , m_groups(new ChoiceBox(this))
    , m_filters(new QToolButton(this))
    , m_interval(new IntervalBox(session.dialect().readsAreBilled, this))
    , m_refresh(new QToolButton(this))
    , m_count(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    setUpFields();
    fillKinds();
    fillGroups();
    setUpInterval();
    row->addWidget(m_prefix, 3);
    row->addWidget(m_refine, 2);
    row->addWidget(m_kinds);
    row->addWidget(m_groups);
    row->addWidget(m_filters);
    row->addWidget(m_interval);
    row->addWidget(m_refresh);
    row->addWidget(m_count);

    ChannelsModel &model = m_session.channels();
    connect(m_prefix, &QLineEdit::textChanged, &model, &ChannelsModel::setPrefix);
    connect(m_prefix, &FilterEdit::filterChanged, &m_session, &AppSession::setPrefix);
    connect(m_refine, &FilterEdit::filterChanged, &model, &ChannelsModel::setRefinement);
    connect(m_refresh, &QToolButton::clicked, &m_session, &AppSession::refresh);
    connect(&model, &ChannelsModel::rowsShown, this, [this](ChannelsModel::Cause cause) {
        if (cause == ChannelsModel::Cause::NewList)
            group();
        showCount();
    });
    connect(&m_session, &AppSession::listChanged, this, &ChannelsBar::showCount);
    connect(&m_session, &AppSession::listChanged, this, &ChannelsBar::showCost);
    connect(&m_session, &AppSession::detailChanged, this, &ChannelsBar::showCost);
    connect(&m_session, &AppSession::viewsChanged, this, &ChannelsBar::fillFilters);
    fillFilters();
}

void ChannelsBar::setList(QAbstractItemView *list)
{
    m_prefix->setView(list);
    m_refine->setView(list);
}

void ChannelsBar::setUpFields()
{
    m_prefix->setObjectName(u"prefixEdit"_s);
    m_prefix->setPlaceholderText(tr("Prefix, such as presence-"));
    m_prefix->setAccessibleName(tr("Prefix"));
    m_prefix->setToolTip(tr("The server lists only channels whose names start with this (Ctrl+F)"));
    m_prefix->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    m_refine->setObjectName(u"refineEdit"_s);
    m_refine->setPlaceholderText(tr("Contains"));
    m_refine->setAccessibleName(tr("Refine"));
    m_refine->setToolTip(tr("Shows only listed channels whose names contain this"));
    m_filters->setObjectName(u"savedFilters"_s);
    m_filters->setText(tr("Filters"));
    m_filters->setToolTip(tr("Filters that were saved for this app"));
    m_filters->setPopupMode(QToolButton::InstantPopup);
    m_filters->setMenu(new QMenu(m_filters));
    m_refresh->setObjectName(u"refreshButton"_s);
    m_refresh->setText(tr("Refresh"));
    m_refresh->setAccessibleName(tr("Refresh"));
    m_refresh->setToolTip(tr("Ask for the list again (F5)"));
    m_count->setObjectName(u"channelCount"_s);
    makeRoomForCount(10'000);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void ChannelsBar::fillKinds()
{
    m_kinds->setObjectName(u"kindFilter"_s);
    nameForScreenReaders(m_kinds, tr("Kind of channel"));
    m_kinds->addItem(tr("All kinds"));
    const QList<KindFilter> filters = KindFilter::all();
    for (const KindFilter &filter : filters) {
        if (filter == KindFilter(KindFamily::Private))
            m_kinds->insertSeparator(m_kinds->count());
        QString name = filter.name();
        name[0] = name[0].toUpper();
        m_kinds->addItem(name.replace(u'-', u' '), filter.name());
    }
    connect(m_kinds, &QComboBox::currentIndexChanged, this,
            [this] { m_session.channels().setKind(KindFilter::fromName(m_kinds->currentData().toString())); });
}

void ChannelsBar::fillGroups()
{
    m_groups->setObjectName(u"groupBy"_s);
    nameForScreenReaders(m_groups, tr("Groups"));
    m_groups->setToolTip(tr("Gather channels by the parts of their names, with sums"));
    m_groups->addItem(tr("Flat list"));
    m_groups->addItem(tr("Grouped"), detected);
    for (const char separator : {'-', '.', ':', '_'})
        m_groups->addItem(tr("Grouped by %1").arg(QLatin1Char(separator)), separator);
    connect(m_groups, &QComboBox::currentIndexChanged, this, &ChannelsBar::group);
}

void ChannelsBar::group()
{
    const QVariant choice = m_groups->currentData();
    if (!choice.isValid())
        m_session.channels().setSeparator(std::nullopt);
    else if (choice.toInt() == detected)
        m_session.channels().setSeparator(detectedSeparator());
    else
        m_session.channels().setSeparator(static_cast<char>(choice.toInt()));
    m_groups->setItemText(m_groups->findData(detected),
                          m_detected ? tr("Grouped (by %1)").arg(QLatin1Char(*m_detected)) : tr("Grouped"));
    m_groups->updateGeometry();
}

// Groups would be others with every list where two separators are about as frequent: it is looked for again only when
// there is another prefix.
char ChannelsBar::detectedSeparator()
{
    const ChannelSnapshot &snapshot = *m_session.channels().snapshot();
    const QString &prefix = m_session.list().shownPrefix;
    if (!m_detected || m_detectedWith != prefix) {
        const char separator = likelySeparator(snapshot);
        m_detectedWith = prefix;
        if (snapshot.isEmpty())
            return separator;
        m_detected = separator;
    }
    return *m_detected;
}

void ChannelsBar::setUpInterval()
{
    m_interval->setObjectName(u"refreshInterval"_s);
    m_interval->setToolTip(tr("How often the list is asked for while it is in view"));
    connect(m_interval, &IntervalBox::intervalChosen, &m_session, &AppSession::setRefreshInterval);
    m_session.setRefreshInterval(m_interval->interval());
    showCost();
}

// The selected channel is asked for with the list, and a prefix makes the list tell more.
void ChannelsBar::showCost()
{
    const int messages = m_session.messagesPerRefresh();
    m_interval->setMessagesPerRefresh(messages);
    if (messages > 1)
        m_refresh->setToolTip(
            tr("Ask for the list and the selected channel again, for %1 messages (F5)").arg(messages));
    else if (messages == 1)
        m_refresh->setToolTip(tr("Ask for the list again, for the price of a message (F5)"));
}

void ChannelsBar::fillFilters()
{
    QMenu *menu = m_filters->menu();
    // One of them may be what was clicked, and is not done with it: they go later.
    const auto old = menu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    for (QMenu *submenu : old) {
        menu->removeAction(submenu->menuAction());
        submenu->deleteLater();
    }
    menu->clear();
    const QList<SavedFilter> filters = m_session.views().filters;
    const auto title = [](const SavedFilter &filter) {
        return visibleText(filter.name).replace(u'&', u"&&"_s); // no mnemonics out of somebody's text
    };
    for (const SavedFilter &filter : filters)
        connect(menu->addAction(title(filter)), &QAction::triggered, this, [this, filter] { apply(filter); });
    if (!filters.isEmpty())
        menu->addSeparator();
    QAction *save = menu->addAction(tr("Save this filter…"));
    save->setObjectName(u"saveFilter"_s);
    connect(save, &QAction::triggered, this, &ChannelsBar::askForName);
    if (filters.isEmpty())
        return;
    auto *remove = new QMenu(tr("Delete a filter"), menu);
    menu->addMenu(remove);
    for (const SavedFilter &filter : filters) {
        connect(remove->addAction(title(filter)), &QAction::triggered, this, [this, filter] {
            ChannelViews views = m_session.views();
            views.filters.removeOne(filter);
            m_session.setViews(views);
        });
    }
}

SavedFilter ChannelsBar::current(const QString &name) const
{
    return {name, m_prefix->text(), m_refine->text(), KindFilter::fromName(m_kinds->currentData().toString())};
}

void ChannelsBar::apply(const SavedFilter &filter)
{
    m_refine->setFilter(filter.contains);
    m_kinds->setCurrentIndex(filter.kind ? m_kinds->findData(filter.kind->name()) : 0);
    m_prefix->setFilter(filter.prefix);
}

ListView ChannelsBar::view() const
{
    return {current({}), m_groups->currentIndex(), m_interval->currentIndex(), m_session.dialect().readsAreBilled,
            m_session.detail().channel};
}

void ChannelsBar::restore(const ListView &view)
{
    apply(view.filter);
    m_groups->setCurrentIndex(view.groups);
    if (view.isBilled == m_session.dialect().readsAreBilled) // what costs nothing there may cost much here
        m_interval->setCurrentIndex(view.interval);
}

void ChannelsBar::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"filterDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    dialog->setLabelText(tr("Name:"));
    const QStringList parts{m_prefix->text(), m_refine->text()};
    dialog->setTextValue(QStringList(parts).filter(QRegularExpression(u"."_s)).join(u' '));
    const auto judge = [this, dialog](const QString &text) {
        const QString name = text.trimmed();
        const auto &filters = m_session.views().filters;
        const bool isThere = std::any_of(filters.cbegin(), filters.cend(),
                                         [&](const SavedFilter &filter) { return filter.name == name; });
        dialog->setOkButtonText(isThere ? tr("Replace") : tr("Save"));
        dialog->setLabelText(isThere ? tr("Name (there is a filter of this name):") : tr("Name:"));
        if (auto *buttons = dialog->findChild<QDialogButtonBox *>())
            buttons->button(QDialogButtonBox::Ok)->setEnabled(!name.isEmpty());
    };
    connect(dialog, &QInputDialog::textValueChanged, this, judge);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const QString name = text.trimmed();
        if (name.isEmpty())
            return;
        ChannelViews views = m_session.views();
        views.filters.removeIf([&](const SavedFilter &filter) { return filter.name == name; });
        views.filters.append(current(name));
        m_session.setViews(views);
    });
    dialog->open();
    judge(dialog->textValue());
}

bool ChannelsBar::isRefined() const
{
    return !m_refine->text().isEmpty() || m_kinds->currentIndex() > 0;
}

void ChannelsBar::setPrefix(const QString &prefix)
{
    m_prefix->setFilter(prefix);
}

void ChannelsBar::clearRefinement()
{
    m_refine->setFilter({});
    m_kinds->setCurrentIndex(0);
}

void ChannelsBar::focusFilter()
{
    m_prefix->setFocus(Qt::ShortcutFocusReason);
    m_prefix->selectAll();
}

// It keeps its size while somebody types, so that nothing beside it moves and nothing is laid out at each key.
void ChannelsBar::makeRoomForCount(qulonglong total)
{
    const QString most = QLocale().toString(total);
    const QFontMetrics metrics = m_count->fontMetrics();
    const int width = std::max(m_count->minimumWidth(), metrics.horizontalAdvance(tr("%1 of %2").arg(most, most)));
    m_count->setFixedSize(width, metrics.height());
}

void ChannelsBar::showCount()
{
    const QLocale locale;
    const auto shown = static_cast<qulonglong>(m_session.channels().matching());
    const auto total = static_cast<qulonglong>(m_session.channels().total());
    makeRoomForCount(total);
    if (!m_session.list().hasList)
        m_count->setText({});
    else if (!m_session.list().covers(m_prefix->text()))
        m_count->setText(tr("%1 of –").arg(locale.toString(shown)));
    else if (shown == total)
        m_count->setText(total == 1 ? tr("1 channel") : tr("%1 channels").arg(locale.toString(total)));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(shown), locale.toString(total)));
}

} // namespace channelscope
