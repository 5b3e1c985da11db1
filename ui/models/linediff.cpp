// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/linediff.h"

#include "models/plaintext.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostChanges = 2000;   //!< memory grows with its square: 16 MB at most
constexpr qsizetype longLine = 200; //!< about what fits into a window
constexpr qsizetype shownBeforeDiff = 40;

using Kind = DiffLine::Kind;

// Lines as numbers, alike if and only if the lines are.
std::vector<int> numbered(const QList<QByteArray> &lines, QHash<QByteArray, int> &known)
{
    std::vector<int> numbers;
    numbers.reserve(static_cast<size_t>(lines.size()));
    for (const QByteArray &line : lines) {
        const auto found = known.constFind(line);
        numbers.push_back(found != known.constEnd() ? *found : *known.insert(line, static_cast<int>(known.size())));
    }
    return numbers;
}

// Myers, "An O(ND) Difference Algorithm" (1986): for each number of changes the furthest point that can be reached on
// each diagonal, then the way back. Empty if it takes too many changes.
std::vector<Kind> shortestWay(const int *a, int n, const int *b, int m)
{
    const int limit = std::min(n + m, mostChanges);
    std::vector<int> furthest(static_cast<size_t>(2 * limit + 3), 0);
    const auto middle = furthest.begin() + limit + 1;
    std::vector<std::vector<int>> earlier; // what was reached before each change, from diagonal -d-1 to d+1
    const auto isAddition = [&](int d, int k) {
        const auto origin = earlier[static_cast<size_t>(d)].begin() + d + 1;
        return k == -d || (k != d && origin[k - 1] < origin[k + 1]);
    };
    const auto start = [&](int d, int k) {
        const auto origin = earlier[static_cast<size_t>(d)].begin() + d + 1;
        return isAddition(d, k) ? origin[k + 1] : origin[k - 1] + 1;
    };
    const auto reachesTheEnd = [&](int d) {
        earlier.emplace_back(middle - d - 1, middle + d + 2);
        for (int k = -d; k <= d; k += 2) {
            int x = start(d, k);
            while (x < n && x - k < m && a[x] == b[x - k])
                ++x;
            middle[k] = x;
            if (x >= n && x - k >= m)
                return true;
        }
        return false;
    };
    int changes = 0;
    while (changes <= limit && !reachesTheEnd(changes))
        ++changes;
    std::vector<Kind> way;
    if (changes > limit)
        return way;

    int x = n;
    int k = n - m;
    for (int d = changes; d > 0; --d) {
        const int from = start(d, k);
        const bool isAdded = isAddition(d, k);
        way.insert(way.end(), static_cast<size_t>(x - from), Kind::Same);
        way.push_back(isAdded ? Kind::Added : Kind::Removed);
        x = isAdded ? from : from - 1;
        k += isAdded ? 1 : -1;
    }
    way.insert(way.end(), static_cast<size_t>(x), Kind::Same);
    std::reverse(way.begin(), way.end());
    return way;
}

QString shownFrom(const QString &line, qsizetype at)
{
    const qsizetype start = std::max<qsizetype>(0, at - shownBeforeDiff);
    return (start > 0 ? u"…"_s : QString()) + visibleText(QStringView(line).sliced(start), longLine);
}

// A long line that was changed is shown around the change: its beginning would look the same on both sides.
void shorten(QList<DiffLine> &lines)
{
    for (qsizetype i = 0; i < lines.size();) {
        const qsizetype removed = i;
        while (i < lines.size() && lines[i].kind == Kind::Removed)
            ++i;
        const qsizetype added = i;
        while (i < lines.size() && lines[i].kind == Kind::Added)
            ++i;
        const qsizetype pairs = std::min(added - removed, i - added);
        for (qsizetype pair = 0; pair < pairs; ++pair) {
            QString &before = lines[removed + pair].text;
            QString &after = lines[added + pair].text;
            if (std::max(before.size(), after.size()) <= longLine)
                continue;
            const auto differ = std::mismatch(before.cbegin(), before.cend(), after.cbegin(), after.cend());
            const qsizetype at = differ.first - before.cbegin();
            before = shownFrom(before, at);
            after = shownFrom(after, at);
        }
        if (i == removed)
            ++i;
    }
    for (DiffLine &line : lines)
        line.text = visibleText(line.text, 2 * longLine);
}

} // namespace

LineDiff diffLines(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> left = before.split('\n');
    const QList<QByteArray> right = after.split('\n');
    QHash<QByteArray, int> known;
    const std::vector<int> a = numbered(left, known);
    const std::vector<int> b = numbered(right, known);
    const auto n = static_cast<int>(a.size());
    const auto m = static_cast<int>(b.size());

    int head = 0;
    while (head < n && head < m && a[static_cast<size_t>(head)] == b[static_cast<size_t>(head)])
        ++head;
    int tail = 0;
    while (tail < n - head && tail < m - head &&
           a[static_cast<size_t>(n - 1 - tail)] == b[static_cast<size_t>(m - 1 - tail)])
        ++tail;

    LineDiff diff;
    std::vector<Kind> middle = shortestWay(a.data() + head, n - head - tail, b.data() + head, m - head - tail);
    if (middle.empty() && (n - head - tail > 0 || m - head - tail > 0)) {
        diff.isAligned = false;
        middle.assign(static_cast<size_t>(n - head - tail), Kind::Removed);
        middle.insert(middle.end(), static_cast<size_t>(m - head - tail), Kind::Added);
    }

    int x = 0;
    int y = 0;
    const auto add = [&](Kind kind) {
        const bool isLeft = kind != Kind::Added;
        const bool isRight = kind != Kind::Removed;
        diff.lines.append(
            {kind, isLeft ? x + 1 : 0, isRight ? y + 1 : 0, QString::fromUtf8(isLeft ? left[x] : right[y])});
        x += isLeft ? 1 : 0;
        y += isRight ? 1 : 0;
        diff.removed += kind == Kind::Removed ? 1 : 0;
        diff.added += kind == Kind::Added ? 1 : 0;
    };
    for (int i = 0; i < head; ++i)
        add(Kind::Same);
    for (const Kind kind : middle)
        add(kind);
    for (int i = 0; i < tail; ++i)
        add(Kind::Same);
    shorten(diff.lines);
    return diff;
}

} // namespace channelscope
