// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/appsmodel.h"

#include "models/plaintext.h"

#include <QCollator>
#include <QSet>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSameLine(const AppRow &a, const AppRow &b)
{
    return a.app && b.app ? a.app->id == b.app->id : !a.app && !b.app && a.environment == b.environment;
}

QString spoken(const AppProfile &app)
{
    const QString name = visibleText(app.name);
    const QString environment = environmentTitle(app.environment);
    switch (app.guard) {
    case GuardLevel::Normal: return u"%1, %2"_s.arg(name, environment);
    case GuardLevel::Confirm: return AppsModel::tr("%1, %2, asks before it changes anything").arg(name, environment);
    case GuardLevel::ReadOnly: return AppsModel::tr("%1, %2, read-only").arg(name, environment);
    }
    Q_UNREACHABLE();
}

} // namespace

AppsModel::AppsModel(AppProfile sandbox, QObject *parent)
    : MergedRows(parent)
    , m_sandbox(std::move(sandbox))
{
    m_rows = arranged({});
}

void AppsModel::setApps(const QList<AppProfile> &apps)
{
    const QList<AppRow> target = arranged(apps);
    std::vector<int> rowAfter;
    for (const AppRow &now : std::as_const(m_rows)) {
        const auto then =
            std::find_if(target.begin(), target.end(), [&](const AppRow &row) { return isSameLine(now, row); });
        rowAfter.push_back(then == target.end() ? gone : static_cast<int>(then - target.begin()));
    }
    mergeRows(target, std::move(rowAfter), std::not_equal_to<AppRow>(), [] {});
}

const AppProfile *AppsModel::app(const QUuid &id) const
{
    const QModelIndex index = indexOf(id);
    return index.isValid() ? &*m_rows.at(index.row()).app : nullptr;
}

QModelIndex AppsModel::indexOf(const QUuid &id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const AppRow &row) { return row.app && row.app->id == id; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

QList<AppProfile> AppsModel::apps() const
{
    QList<AppProfile> apps;
    for (const AppRow &row : m_rows) {
        if (row.app)
            apps.append(*row.app);
    }
    return apps;
}

int AppsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void AppsModel::setOpen(const QUuid &id)
{
    for (const QUuid &changed : {std::exchange(m_open, id), id}) {
        if (const QModelIndex index = indexOf(changed); index.isValid())
            Q_EMIT dataChanged(index, index, {OpenRole, Qt::AccessibleTextRole});
    }
}

QVariant AppsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AppRow &row = m_rows.at(index.row());
    if (role == HeadingRole)
        return !row.app;
    if (role == EnvironmentRole)
        return static_cast<int>(row.environment);
    if (!row.app) {
        switch (role) {
        case Qt::DisplayRole: return environmentTitle(row.environment);
        case Qt::AccessibleTextRole: return tr("Apps in %1").arg(environmentTitle(row.environment));
        case AppIdRole: return QUuid();
        default: return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole: return visibleText(row.app->name);
    case Qt::ToolTipRole:
        return plainToolTip(visibleText(row.app->name) + u'\n' + visibleText(row.app->address().display()));
    case Qt::AccessibleTextRole: return row.app->id == m_open ? tr("%1, open").arg(spoken(*row.app)) : spoken(*row.app);
    case OpenRole: return row.app->id == m_open;
    case AppIdRole: return row.app->id;
    case ColourRole: return row.app->colour;
    case GuardRole: return static_cast<int>(row.app->guard);
    default: return {};
    }
}

Qt::ItemFlags AppsModel::flags(const QModelIndex &index) const
{
    if (index.isValid() && !m_rows.at(index.row()).app)
        return Qt::ItemNeverHasChildren; // not enabled either, so that the arrow keys pass over it
    return MergedRows::flags(index);
}

QHash<int, QByteArray> AppsModel::roleNames() const
{
    QHash<int, QByteArray> names = MergedRows::roleNames();
    names.insert({{AppIdRole, "appId"},
                  {HeadingRole, "heading"},
                  {EnvironmentRole, "environment"},
                  {ColourRole, "colour"},
                  {GuardRole, "guard"},
                  {OpenRole, "open"}});
    return names;
}

QList<AppRow> AppsModel::arranged(QList<AppProfile> apps) const
{
    // In the C locale a collator compares bytes, whatever it is told.
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(apps.begin(), apps.end(), [&](const AppProfile &a, const AppProfile &b) {
        if (a.environment != b.environment)
            return a.environment < b.environment;
        const int byName = collator.compare(a.name, b.name);
        return byName != 0 ? byName < 0 : a.id < b.id;
    });

    QList<AppRow> rows{{m_sandbox.environment, std::nullopt}, {m_sandbox.environment, m_sandbox}};
    QSet<QUuid> seen{m_sandbox.id};
    for (AppProfile &app : apps) {
        if (seen.contains(app.id))
            continue;
        seen.insert(app.id);
        if (app.environment != rows.last().environment)
            rows.append({app.environment, std::nullopt});
        rows.append({app.environment, std::move(app)});
    }
    return rows;
}

} // namespace channelscope
