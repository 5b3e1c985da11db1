// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/activitypage.h"

#include "models/activityfilter.h"
#include "pages/requestpane.h"
#include "widgets/accessiblename.h"
#include "widgets/emptystate.h"
#include "widgets/rowtable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto filterPause = std::chrono::milliseconds(60);

} // namespace

ActivityPage::ActivityPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_filter(new ActivityFilter(this))
    , m_text(new FilterEdit(filterPause, this))
    , m_scope(new QComboBox(this))
    , m_count(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedLayout)
    , m_pane(new RequestPane(session, this))
{
    setObjectName(u"activityPage"_s);
    m_filter->setSourceModel(&m_session.activity());
    m_table->setObjectName(u"activityTable"_s);
    m_table->setAccessibleName(tr("Requests"));
    m_table->setModel(m_filter);
    setUpRowTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->horizontalHeader()->setSectionResizeMode(ActivityModel::PathColumn, QHeaderView::Stretch);
    setColumnDigits(*m_table, {{ActivityModel::TimeColumn, 15},
                               {ActivityModel::MethodColumn, 9},
                               {ActivityModel::StatusColumn, 17},
                               {ActivityModel::DurationColumn, 11},
                               {ActivityModel::SizeColumn, 11}});

    auto *listArea = new QWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    listArea->setLayout(m_stack);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(listArea);
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolbar());
    column->addWidget(splitter, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityPage::showSelection);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &ActivityPage::showCount);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &ActivityPage::showCount);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ActivityPage::showCount);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &ActivityPage::showCount);
    showCount();
}

QWidget *ActivityPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_text->setObjectName(u"activityFilter"_s);
    m_text->setPlaceholderText(tr("Path contains"));
    m_text->setAccessibleName(tr("Filter by path"));
    m_text->setView(m_table);
    m_scope->setObjectName(u"activityScope"_s);
    nameForScreenReaders(m_scope, tr("Which requests"));
    m_scope->addItems({tr("All requests"), tr("Publishes and other changes"), tr("Reads"), tr("Failures")});
    auto *clear = new QPushButton(tr("Clear"), bar);
    clear->setObjectName(u"clearActivity"_s);
    clear->setAccessibleName(tr("Clear the list of requests"));
    row->addWidget(m_text, 1);
    row->addWidget(m_scope);
    row->addWidget(clear);
    row->addWidget(m_count);
    setTabOrder(m_scope, clear);
    setTabOrder(clear, m_table);
    connect(m_text, &FilterEdit::filterChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        showCount();
    });
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter->setScope(static_cast<ActivityFilter::Scope>(index));
        showCount();
    });
    connect(clear, &QPushButton::clicked, this, [this] {
        m_session.activity().clear();
        m_pane->clear();
        showCount();
    });
    return bar;
}

void ActivityPage::showRequest(quint64 requestId)
{
    m_text->setFilter({});
    m_scope->setCurrentIndex(0);
    const int row = m_session.activity().rowOf(requestId);
    if (row < 0)
        return;
    const QModelIndex index = m_filter->mapFromSource(m_session.activity().index(row, 0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus();
}

void ActivityPage::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void ActivityPage::showCount()
{
    const int shown = m_filter->rowCount();
    const int total = m_session.activity().rowCount();
    const quint64 dropped = m_session.activity().dropped();
    QString text = tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(total));
    if (shown == total)
        text = total == 1 ? tr("1 request") : tr("%1 requests").arg(QLocale().toString(total));
    if (dropped > 0)
        text += tr(" · %1 older ones dropped").arg(QLocale().toString(dropped));
    m_count->setText(text);
    if (shown > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    if (total > 0)
        m_empty->show(tr("No request matches"), tr("Change the filter above to see the others."));
    else
        m_empty->show(tr("No requests yet"), tr("Every request this app makes is listed here."));
    m_stack->setCurrentWidget(m_empty);
}

void ActivityPage::showSelection()
{
    const QModelIndex source = m_filter->mapToSource(m_table->currentIndex());
    if (const RequestRecord *record = m_session.activity().recordAt(source.row()))
        m_pane->show(*record);
}

} // namespace channelscope
