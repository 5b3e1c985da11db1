// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "publishing/variables.h"

#include <QUuid>

namespace channelscope {

//! The variables of every app, one small JSON file each, in a folder of the user; for values that may be seen, not for
//! secrets. Reads and writes at once; errors are Kind::Invalid and say which file and why.
class VariableStore
{
public:
    explicit VariableStore(QString folder)
        : m_folder(std::move(folder))
    {}

    //! channelscope/variables in the user's data folder.
    [[nodiscard]] static QString defaultFolder();

    //! None if nothing was saved.
    [[nodiscard]] Result<VariableExpander::Values> load(const QUuid &appId) const;
    //! Replaces the file in one step; one that cannot be read is put aside.
    [[nodiscard]] Result<void> save(const QUuid &appId, const VariableExpander::Values &values) const;

private:
    [[nodiscard]] QString path(const QUuid &appId) const;

    QString m_folder;
};

//! Whether {{name}} can be written with it: a letter or _ and then letters, digits, _ and -.
[[nodiscard]] bool isVariableName(const QString &name);

} // namespace channelscope
