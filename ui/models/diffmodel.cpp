// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diffmodel.h"

#include "models/plaintext.h"
#include "theme.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = DiffLine::Kind;

QString signOf(Kind kind)
{
    switch (kind) {
    case Kind::Same: return {};
    case Kind::Removed: return u"−"_s;
    case Kind::Added: return u"+"_s;
    }
    Q_UNREACHABLE();
}

QString number(int line)
{
    return line > 0 ? QString::number(line) : QString();
}

QString spoken(const DiffLine &line)
{
    switch (line.kind) {
    case Kind::Same: return line.text;
    case Kind::Removed: return DiffModel::tr("only in the first: %1").arg(line.text);
    case Kind::Added: return DiffModel::tr("only in the second: %1").arg(line.text);
    }
    Q_UNREACHABLE();
}

QString display(const DiffLine &line, int column)
{
    switch (column) {
    case DiffModel::BeforeColumn: return number(line.before);
    case DiffModel::AfterColumn: return number(line.after);
    case DiffModel::SignColumn: return signOf(line.kind);
    case DiffModel::TextColumn: return line.text;
    default: return {};
    }
}

QVariant colour(const DiffLine &line, int column, bool isGround)
{
    const QPalette palette = QGuiApplication::palette();
    const bool isNumber = column == DiffModel::BeforeColumn || column == DiffModel::AfterColumn;
    if (line.kind == Kind::Same)
        return !isGround && isNumber ? QVariant(quietText(palette)) : QVariant();
    const Tone tone = line.kind == Kind::Removed ? Tone::Bad : Tone::Good;
    return isGround ? toneFill(tone, palette) : toneText(tone, palette);
}

} // namespace

void DiffModel::show(const QList<DiffLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

int DiffModel::firstChange() const
{
    const auto found =
        std::find_if(m_lines.begin(), m_lines.end(), [](const DiffLine &line) { return line.kind != Kind::Same; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int DiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DiffLine &line = m_lines[index.row()];
    const bool isText = index.column() == TextColumn;
    switch (role) {
    case Qt::DisplayRole: return display(line, index.column());
    case Qt::AccessibleTextRole: return isText ? spoken(line) : display(line, index.column());
    case Qt::ToolTipRole: return isText ? QVariant(plainToolTip(line.text)) : QVariant();
    case Qt::BackgroundRole: return colour(line, index.column(), true);
    case Qt::ForegroundRole: return colour(line, index.column(), false);
    case Qt::FontRole: return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    case Qt::TextAlignmentRole:
        return isText ? QVariant() : QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BeforeColumn:
    case AfterColumn: return tr("Line");
    case TextColumn: return tr("Text");
    default: return QString();
    }
}

} // namespace channelscope
