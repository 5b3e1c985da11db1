// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/comparepane.h"

#include "core/onthisthread.h"
#include "models/historymodel.h"
#include "widgets/jsoneditor.h"
#include "widgets/jsonlayout.h"
#include "widgets/rowtable.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString titleOf(const HistoryEntry &entry)
{
    return ComparePane::tr("%1 · %2 → %3").arg(timeText(entry), eventText(entry), targetText(entry));
}

} // namespace

ComparePane::ComparePane(QWidget *parent)
    : QWidget(parent)
    , m_before(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_after(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_summary(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_close(new QPushButton(tr("Close comparison"), this))
    , m_table(new QTableView(this))
{
    setObjectName(u"comparePane"_s);
    m_before->setObjectName(u"compareBefore"_s);
    m_after->setObjectName(u"compareAfter"_s);
    m_before->setTone(Tone::Bad);
    m_after->setTone(Tone::Good);
    m_before->setElided(true);
    m_after->setElided(true);
    m_summary->setObjectName(u"compareSummary"_s);
    m_summary->setWordWrap(true);
    m_close->setObjectName(u"compareClose"_s);
    m_close->setAccessibleName(m_close->text());

    m_table->setObjectName(u"compareTable"_s);
    m_table->setAccessibleName(tr("Both payloads, line by line"));
    m_table->setModel(&m_model);
    setUpRowTable(*m_table);
    m_table->setAlternatingRowColors(false); // the colours of the lines say what differs
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->hide();
    const QFontMetrics metrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 4);
    const int digit = metrics.horizontalAdvance(u'0');
    m_table->setColumnWidth(DiffModel::BeforeColumn, digit * 8);
    m_table->setColumnWidth(DiffModel::AfterColumn, digit * 8);
    m_table->setColumnWidth(DiffModel::SignColumn, digit * 4);
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::TextColumn, QHeaderView::Stretch);

    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(m_summary);
    titles->addWidget(m_before);
    titles->addWidget(m_after);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 6);
    head->setSpacing(8);
    head->addLayout(titles, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(m_close, &QPushButton::clicked, this, &ComparePane::closed);
}

void ComparePane::compare(const HistoryEntry &before, const HistoryEntry &after)
{
    m_before->setText(u"− "_s + titleOf(before));
    m_after->setText(u"+ "_s + titleOf(after));
    m_summary->setText(tr("Comparing…"));
    m_model.show({});
    const quint64 generation = ++m_generation;
    onThisThread(QtConcurrent::run(&ComparePane::comparison, before.event.data, after.event.data))
        .then(this, [this, generation](const Comparison &result) {
            if (generation == m_generation)
                show(result);
        });
}

ComparePane::Comparison ComparePane::comparison(const QByteArray &before, const QByteArray &after)
{
    Comparison out;
    out.isSameBytes = before == after;
    out.areBothJson = !jsonProblem(before) && !jsonProblem(after);
    out.diff = out.areBothJson ? diffLines(indentedJson(before), indentedJson(after)) : diffLines(before, after);
    return out;
}

void ComparePane::show(const Comparison &comparison)
{
    const LineDiff &diff = comparison.diff;
    QString summary;
    if (comparison.isSameBytes)
        summary = tr("Both payloads are the same, byte for byte.");
    else if (diff.removed + diff.added == 0)
        summary = tr("The same JSON; only the white space around it differs.");
    else
        summary = tr("Lines that differ: − %1 of the older, + %2 of the newer")
                      .arg(QLocale().toString(diff.removed), QLocale().toString(diff.added));
    if (!diff.isAligned)
        summary += tr(". They differ too much to find the lines they share.");
    m_summary->setText(summary);
    m_model.show(diff.lines);
    const int row = m_model.firstChange();
    if (row >= 0)
        m_table->scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
}

void ComparePane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace channelscope
