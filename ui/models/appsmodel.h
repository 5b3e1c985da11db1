// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "models/mergedrows.h"

#include <QAbstractListModel>

namespace channelscope {

//! One line of AppsModel.
struct AppRow
{
    Environment environment = Environment::Sandbox;
    std::optional<AppProfile> app; //!< std::nullopt: the environment's heading

    bool operator==(const AppRow &) const = default;
};

//! The apps to choose from, under a heading per environment. Headings cannot be selected. The first app is always the
//! Sandbox, whose profile lives as long as the program.
class AppsModel : public MergedRows<QAbstractListModel, AppRow>
{
    Q_OBJECT

public:
    enum Role {
        AppIdRole = Qt::UserRole + 1, //!< QUuid; null for headings
        HeadingRole,                  //!< bool
        EnvironmentRole,              //!< int of channelscope::Environment
        ColourRole,                   //!< QString "#rrggbb" or empty
        GuardRole,                    //!< int of channelscope::GuardLevel
        OpenRole,                     //!< bool, whether it is the app that is worked with
    };

    explicit AppsModel(AppProfile sandbox, QObject *parent = nullptr);

    //! Merges the saved apps: unchanged rows stay, so that selection survives.
    void setApps(const QList<AppProfile> &apps);

    //! The app that is worked with; null: none.
    void setOpen(const QUuid &id);

    [[nodiscard]] const AppProfile *app(const QUuid &id) const; //!< valid until the next change
    [[nodiscard]] QModelIndex indexOf(const QUuid &id) const;
    [[nodiscard]] QList<AppProfile> apps() const; //!< in the order shown, the Sandbox first

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    [[nodiscard]] QList<AppRow> arranged(QList<AppProfile> apps) const;

    const AppProfile m_sandbox;
    QUuid m_open;
};

} // namespace channelscope
