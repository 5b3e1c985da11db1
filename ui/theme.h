// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "channels/channelname.h"

#include <QColor>
#include <QPalette>

namespace channelscope {

enum class Theme : quint8 { System, Light, Dark };

//! Gives the whole program a palette; System leaves the platform's own.
void applyTheme(Theme theme);

[[nodiscard]] bool isDark(const QPalette &palette);

//! What a colour is for; it never carries a meaning alone, there is always a word or a sign beside it.
enum class Tone : quint8 { Neutral, Good, Warning, Bad, Accent };

//! A text colour of that tone that is readable on the palette's base.
[[nodiscard]] QColor toneText(Tone tone, const QPalette &palette);
//! A quiet background of that tone.
[[nodiscard]] QColor toneFill(Tone tone, const QPalette &palette);

//! Secondary text: quieter than the palette's own, still readable.
//! The ground of what is selected where the keyboard is not.
[[nodiscard]] QColor paleSelection(const QPalette &palette);
[[nodiscard]] QColor quietText(const QPalette &palette);
//! A thin line between areas.
[[nodiscard]] QColor lineColour(const QPalette &palette);

//! An environment's own colour, strong enough for white text in both themes.
[[nodiscard]] QColor environmentColour(Environment environment);
//! The profile's colour if it has one, else its environment's.
[[nodiscard]] QColor appColour(const AppProfile &profile);

//! The hue of a channel kind's badge.
[[nodiscard]] QColor kindColour(ChannelKind kind, const QPalette &palette);

} // namespace channelscope
