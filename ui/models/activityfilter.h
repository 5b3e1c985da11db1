// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace channelscope {

//! The part of an ActivityModel to look at. Newest stays first.
class ActivityFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Scope : quint8 { All, Changes, Reads, Failures };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setScope(Scope scope);
    //! Part of the path, without regard to case.
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    Scope m_scope = Scope::All;
    QString m_text;
};

} // namespace channelscope
