// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activityfilter.h"

#include "models/activitymodel.h"

namespace channelscope {

void ActivityFilter::setScope(Scope scope)
{
    m_scope = scope;
    invalidateFilter();
}

void ActivityFilter::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

bool ActivityFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const auto *model = static_cast<const ActivityModel *>(sourceModel());
    const RequestRecord *record = model->recordAt(sourceRow);
    if (!record || (!m_text.isEmpty() && !record->path.contains(m_text, Qt::CaseInsensitive)))
        return false;
    switch (m_scope) {
    case Scope::All: return true;
    case Scope::Changes: return record->method != "GET";
    case Scope::Reads: return record->method == "GET";
    case Scope::Failures: return record->error.has_value();
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
