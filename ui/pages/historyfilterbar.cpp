// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historyfilterbar.h"

#include "publishing/historyentry.h"
#include "widgets/accessiblename.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto typingPause = std::chrono::milliseconds(150);

} // namespace

HistoryFilterBar::HistoryFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new FilterEdit(typingPause, this))
    , m_scope(new QComboBox(this))
    , m_outcome(new QComboBox(this))
    , m_range(new QComboBox(this))
{
    m_text->setObjectName(u"historySearch"_s);
    m_text->setPlaceholderText(tr("App, channel, event or payload contains"));
    m_text->setAccessibleName(tr("Search the history"));
    m_text->setToolTip(tr("Shows only publishes with this in their app, channels, event or payload (Ctrl+F)"));
    m_scope->setObjectName(u"historyScope"_s);
    nameForScreenReaders(m_scope, tr("Whose publishes"));
    m_scope->addItems({tr("This app"), tr("All apps")});
    m_outcome->setObjectName(u"historyOutcome"_s);
    nameForScreenReaders(m_outcome, tr("Outcome"));
    m_outcome->addItem(tr("Any outcome"));
    m_outcome->addItem(tr("Sent"), static_cast<int>(PublishOutcome::Sent));
    m_outcome->addItem(tr("Refused"), static_cast<int>(PublishOutcome::Refused));
    m_outcome->addItem(tr("Not known"), static_cast<int>(PublishOutcome::Unknown));
    m_range->setObjectName(u"historyRange"_s);
    nameForScreenReaders(m_range, tr("Time"));
    m_range->addItem(tr("Any time"));
    m_range->addItem(tr("Today"), 0);
    m_range->addItem(tr("Last 7 days"), 7);
    m_range->addItem(tr("Last 30 days"), 30);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    for (QComboBox *box : {m_scope, m_outcome, m_range}) {
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryFilterBar::changed);
    }
    connect(m_text, &FilterEdit::filterChanged, this, &HistoryFilterBar::changed);
}

HistoryQuery HistoryFilterBar::query(const QUuid &thisApp) const
{
    HistoryQuery query;
    query.text = m_text->text();
    if (!isAllApps())
        query.appId = thisApp;
    if (const QVariant outcome = m_outcome->currentData(); outcome.isValid())
        query.outcome = static_cast<PublishOutcome>(outcome.toInt());
    if (const QVariant days = m_range->currentData(); days.isValid()) {
        const QDateTime now = QDateTime::currentDateTime();
        query.from = days.toInt() == 0 ? now.date().startOfDay() : now.addDays(-days.toInt());
    }
    return query;
}

bool HistoryFilterBar::isFiltered() const
{
    return !m_text->text().isEmpty() || m_outcome->currentIndex() > 0 || m_range->currentIndex() > 0;
}

void HistoryFilterBar::clear()
{
    {
        const QSignalBlocker told(this); // once, when all of it is done
        m_text->setFilter({});
        m_outcome->setCurrentIndex(0);
        m_range->setCurrentIndex(0);
    }
    m_text->setFocus();
    Q_EMIT changed();
}

void HistoryFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace channelscope
