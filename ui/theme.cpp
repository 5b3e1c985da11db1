// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include "widgets/selectiontone.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QProxyStyle>
#include <QToolTip>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](double x, double y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

QPalette lightPalette()
{
    QPalette p;
    p.setColor(QPalette::Window, QColor(0xf3f4f6));
    p.setColor(QPalette::WindowText, QColor(0x16181d));
    p.setColor(QPalette::Base, QColor(0xffffff));
    p.setColor(QPalette::AlternateBase, QColor(0xf8f9fb));
    p.setColor(QPalette::Text, QColor(0x16181d));
    p.setColor(QPalette::Button, QColor(0xf3f4f6));
    p.setColor(QPalette::ButtonText, QColor(0x16181d));
    p.setColor(QPalette::BrightText, QColor(0xffffff));
    p.setColor(QPalette::PlaceholderText, QColor(0x6b7280));
    p.setColor(QPalette::Highlight, QColor(0x2a5bd7));
    p.setColor(QPalette::HighlightedText, QColor(0xffffff));
    p.setColor(QPalette::Link, QColor(0x1d4ed8));
    p.setColor(QPalette::ToolTipBase, QColor(0xffffff));
    p.setColor(QPalette::ToolTipText, QColor(0x16181d));
    p.setColor(QPalette::Light, QColor(0xffffff));
    p.setColor(QPalette::Midlight, QColor(0xe5e7eb));
    p.setColor(QPalette::Mid, QColor(0xc4c8d0));
    p.setColor(QPalette::Dark, QColor(0x9ca3af));
    p.setColor(QPalette::Shadow, QColor(0x6b7280));
    return p;
}

QPalette darkPalette()
{
    QPalette p;
    p.setColor(QPalette::Window, QColor(0x1b1e24));
    p.setColor(QPalette::WindowText, QColor(0xe6e8ec));
    p.setColor(QPalette::Base, QColor(0x14161b));
    p.setColor(QPalette::AlternateBase, QColor(0x1a1d23));
    p.setColor(QPalette::Text, QColor(0xe6e8ec));
    p.setColor(QPalette::Button, QColor(0x2a2e36));
    p.setColor(QPalette::ButtonText, QColor(0xe6e8ec));
    p.setColor(QPalette::BrightText, QColor(0xffffff));
    p.setColor(QPalette::PlaceholderText, QColor(0x9aa1ad));
    p.setColor(QPalette::Highlight, QColor(0x3b6fe0));
    p.setColor(QPalette::HighlightedText, QColor(0xffffff));
    p.setColor(QPalette::Link, QColor(0x7aa5ff));
    p.setColor(QPalette::ToolTipBase, QColor(0x2a2e36));
    p.setColor(QPalette::ToolTipText, QColor(0xe6e8ec));
    p.setColor(QPalette::Light, QColor(0x3a3f49));
    p.setColor(QPalette::Midlight, QColor(0x30343d));
    p.setColor(QPalette::Mid, QColor(0x3a3f49));
    p.setColor(QPalette::Dark, QColor(0x0e1014));
    p.setColor(QPalette::Shadow, Qt::black);
    return p;
}

void quietenDisabled(QPalette &p)
{
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mixed(p.color(role), p.color(QPalette::Window), 0.55));
}

QColor baseOf(Tone tone, bool dark)
{
    switch (tone) {
    case Tone::Neutral: return dark ? QColor(0x9aa1ad) : QColor(0x5b6270);
    case Tone::Good: return dark ? QColor(0x4cc38a) : QColor(0x16794a);
    case Tone::Warning: return dark ? QColor(0xf0b429) : QColor(0x8a5a00);
    case Tone::Bad: return dark ? QColor(0xff7b72) : QColor(0xb42318);
    case Tone::Accent: return dark ? QColor(0x7aa5ff) : QColor(0x1d4ed8);
    }
    Q_UNREACHABLE();
}

// Fusion with more air around the text of item views.
class RoomyStyle : public QProxyStyle
{
public:
    RoomyStyle()
        : QProxyStyle(u"Fusion"_s)
    {}

    void polish(QWidget *widget) override
    {
        QProxyStyle::polish(widget);
        // The list of a combo box is there only while it has the keyboard.
        auto *view = qobject_cast<QAbstractItemView *>(widget);
        if (view && !view->inherits("QComboBoxListView") && !view->inherits("QHeaderView"))
            SelectionTone::apply(*view);
    }
    using QProxyStyle::polish;

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        return metric == PM_FocusFrameHMargin ? 7 : QProxyStyle::pixelMetric(metric, option, widget);
    }

private:
    SelectionTone m_selection;
};

// The few shapes that Fusion draws heavier than we like. A tool button gets 3 pixels more than its sheet says; its
// padding makes up for that, so that it is as high as a button beside it. Item views keep the palette's own painting:
// it is the fast one.
QString styleSheet(const QPalette &p)
{
    const bool dark = isDark(p);
    QString sheet = uR"css(
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton, QToolButton { padding: 4px 12px; border: 1px solid @line; border-radius: 6px; background: @control; color: @text; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QToolButton { padding: 3px 11px 2px 11px; }
QToolButton[popupMode="2"] { padding-right: 26px; }
QToolButton::menu-indicator { image: url(:/icons/chevron-@mode.svg); width: 10px; height: 10px; subcontrol-origin: border; subcontrol-position: center right; right: 9px; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:checked { background: @accentFill; border-color: @accent; color: @accent; }
QPushButton:default { background: @highlight; border-color: @highlight; color: @onHighlight; }
QPushButton:default:focus { border: 2px solid @text; }
QPushButton:default:hover { background: @accentHover; }
QPushButton:disabled, QToolButton:disabled, QPushButton:default:disabled { background: @window; border-color: @line; color: @disabled; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QToolButton:focus { padding: 2px 10px 1px 10px; }
QToolButton[popupMode="2"]:focus { padding-right: 25px; }
QFileDialog QToolButton { padding: 2px; }
QFileDialog QToolButton:focus { padding: 1px; }
QLineEdit, QSpinBox, QComboBox { min-height: 18px; padding: 4px 8px; border: 1px solid @line; border-radius: 6px; background: @base; color: @text; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QSpinBox { padding-right: 4px; }
QSpinBox:focus { padding-right: 3px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none; background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url(:/icons/chevron-up-@mode.svg); width: 9px; height: 9px; }
QSpinBox::down-arrow { image: url(:/icons/chevron-@mode.svg); width: 9px; height: 9px; }
QComboBox { combobox-popup: 0; padding-right: 24px; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron-@mode.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { border: 1px solid @line; background: @base; selection-background-color: @highlight; selection-color: @onHighlight; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { padding: 7px 14px; border: none; border-bottom: 2px solid transparent; color: @quiet; background: transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QHeaderView { background: @window; }
QHeaderView::section { padding: 5px 0 5px 8px; border: none; border-bottom: 1px solid @line; background: @window; color: @quiet; }
QHeaderView::section:vertical { padding: 0 8px; border-bottom: none; border-right: 1px solid @line; }
QHeaderView::section:hover { color: @text; }
QHeaderView::down-arrow { image: url(:/icons/chevron-@mode.svg); width: 10px; height: 10px; subcontrol-position: center right; right: 1px; }
QHeaderView::up-arrow { image: url(:/icons/chevron-up-@mode.svg); width: 10px; height: 10px; subcontrol-position: center right; right: 1px; }
QHeaderView::down-arrow:vertical, QHeaderView::up-arrow:vertical { width: 0; height: 0; }
QProgressBar { border: none; border-radius: 3px; background: @line; }
QProgressBar::chunk { border-radius: 3px; background: @highlight; }
QTableCornerButton::section { border: none; border-bottom: 1px solid @line; background: @window; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding-left: 10px; }
QMenuBar { background: @window; border-bottom: 1px solid @line; }
QPlainTextEdit { border: 1px solid @line; border-radius: 6px; background: @base; }
QPlainTextEdit:focus { border-color: @accent; }
QPlainTextEdit[frameShape="0"] { border: none; border-radius: 0; padding: 4px 6px; }
QScrollBar { border: none; background: @base; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { margin: 2px; border-radius: 4px; background: @line; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QCheckBox { spacing: 6px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @line; border-radius: 3px; background: @base; }
QCheckBox::indicator:checked { border-color: @highlight; background: @highlight; image: url(:/icons/check.svg); }
QCheckBox:focus { color: @accent; }
)css"_s;
    const auto set = [&](const char *name, const QColor &colour) { sheet.replace(QLatin1String(name), colour.name()); };
    // Longer names first: one is the beginning of another.
    set("@accentFill", toneFill(Tone::Accent, p));
    set("@accentHover", p.color(QPalette::Highlight).lighter(dark ? 115 : 112));
    set("@accent", toneText(Tone::Accent, p));
    set("@onHighlight", p.color(QPalette::HighlightedText));
    set("@highlight", p.color(QPalette::Highlight));
    set("@disabled", p.color(QPalette::Disabled, QPalette::ButtonText));
    set("@control", dark ? p.color(QPalette::Button) : p.color(QPalette::Base));
    set("@hover", dark ? p.color(QPalette::Light) : p.color(QPalette::AlternateBase));
    set("@window", p.color(QPalette::Window));
    set("@quiet", quietText(p));
    set("@line", lineColour(p));
    set("@base", p.color(QPalette::Base));
    set("@text", p.color(QPalette::Text));
    sheet.replace("@mode"_L1, dark ? "dark"_L1 : "light"_L1);
    return sheet;
}

} // namespace

void applyTheme(Theme theme)
{
    QApplication::setStyle(new RoomyStyle);
    QPalette palette;
    if (theme == Theme::Dark || (theme == Theme::System && isDark(QApplication::palette())))
        palette = darkPalette();
    else
        palette = lightPalette();
    quietenDisabled(palette);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    qApp->setStyleSheet(styleSheet(palette));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightnessF() < 0.5F;
}

QColor toneText(Tone tone, const QPalette &palette)
{
    return baseOf(tone, isDark(palette));
}

QColor toneFill(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    return mixed(palette.color(QPalette::Base), baseOf(tone, dark), dark ? 0.18 : 0.10);
}

QColor paleSelection(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), isDark(palette) ? 0.35 : 0.18);
}

QColor quietText(const QPalette &palette)
{
    return palette.color(QPalette::PlaceholderText);
}

QColor lineColour(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), isDark(palette) ? 0.18 : 0.14);
}

QColor environmentColour(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox: return QColor(0x0f766e);
    case Environment::Development: return QColor(0x2a5bd7);
    case Environment::Staging: return QColor(0x9a5b00);
    case Environment::Production: return QColor(0xb42318);
    }
    Q_UNREACHABLE();
}

QColor appColour(const AppProfile &profile)
{
    const QColor own(profile.colour);
    return own.isValid() ? own : environmentColour(profile.environment);
}

QColor kindColour(ChannelKind kind, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (kind) {
    case ChannelKind::Public:
    case ChannelKind::Cache: return dark ? QColor(0xa3acb9) : QColor(0x4b5563);
    case ChannelKind::Private:
    case ChannelKind::PrivateCache: return dark ? QColor(0x7aa5ff) : QColor(0x1d4ed8);
    case ChannelKind::Presence:
    case ChannelKind::PresenceCache: return dark ? QColor(0x4cc38a) : QColor(0x16794a);
    case ChannelKind::Encrypted:
    case ChannelKind::EncryptedCache: return dark ? QColor(0xc79bff) : QColor(0x6d28d9);
    case ChannelKind::ServerToUser: return dark ? QColor(0xf0b429) : QColor(0x8a5a00);
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
