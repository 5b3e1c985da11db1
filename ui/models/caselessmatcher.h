// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace channelscope {

//! Looks for one text in many, without regard to the case of ASCII letters (Horspool's search).
class CaselessMatcher
{
public:
    explicit CaselessMatcher(QByteArrayView needle);

    [[nodiscard]] bool isIn(QByteArrayView text) const;

private:
    QByteArray m_needle; //!< lower case
    std::array<qsizetype, 256> m_skip{};
};

} // namespace channelscope
