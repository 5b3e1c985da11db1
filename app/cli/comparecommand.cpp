// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "difftext.h"
#include "exports/snapshotfile.h"
#include "exports/tables.h"
#include "input.h"
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<KeptSnapshot> read(const QByteArray &path)
{
    const auto text = readInput(path);
    if (!text)
        return Failure(text.error());
    auto snapshot = snapshotFromJson(*text);
    if (!snapshot)
        return invalid(QString::fromLocal8Bit(path) + u": "_s + snapshot.error().message);
    return snapshot;
}

void compare(CommandContext &context, const QByteArray &first, const QByteArray &second, bool csv)
{
    const auto before = read(first);
    const auto after = before ? read(second) : before;
    if (!after) {
        context.fail(after.error());
        return;
    }
    const auto diff = SnapshotDiff::between(*before, *after);
    if (!diff.prefix()) {
        context.fail(usageProblem(tr("These lists have nothing in common: one is of the channels that start with “%1”, "
                                     "the other of those with “%2”.")
                                      .arg(before->prefix, after->prefix)));
        return;
    }
    Output &output = context.output();
    if (before->prefix != after->prefix)
        output.note(tr("Only channels that start with “%1” are compared: the other list is of those alone.")
                        .arg(*diff.prefix()));
    const ChannelChanges all =
        ChannelChange::New | ChannelChange::Gone | ChannelChange::Changed | ChannelChange::Unclear;
    if (csv || output.isJson()) {
        writeDiff(diff, all, csv ? ExportFormat::Csv : ExportFormat::Json,
                  [&output](QByteArrayView text) { output.write(text); });
    } else {
        for (size_t row = 0; row < diff.size(); ++row)
            output.line(diffLine(diff, row));
        output.note(tr("%1 new, %2 gone, %3 changed, %4 not comparable, %5 alike")
                        .arg(diff.count(ChannelChange::New))
                        .arg(diff.count(ChannelChange::Gone))
                        .arg(diff.count(ChannelChange::Changed))
                        .arg(diff.count(ChannelChange::Unclear))
                        .arg(diff.alike()));
    }
    context.done();
}

} // namespace

void addCompareCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("compare", "Tell what differs between two lists of channels");
    const auto *before = command->add_option("A", "what \"channels --json\" wrote; - is standard input")->required();
    const auto *after = command->add_option("B", "the later one, or another app's")->required();
    const auto *csv = command->add_flag("--csv")->description("comma-separated values, safe in a spreadsheet");
    command->footer(
        "+ is only in B, - only in A, ~ has another count. ? has a count that only one of them tells, which says "
        "nothing about\n"
        "a change. Asks no server. Exit code 0, whatever differs.\n\n"
        "  channelscope-cli --app staging --json channels > a.json\n"
        "  channelscope-cli --app production --json channels > b.json\n"
        "  channelscope-cli compare a.json b.json --csv > differences.csv");
    command->callback([=, &selected] {
        if (*bytesOf(before) == "-" && *bytesOf(after) == "-")
            refuseOption(after, tr("cannot be standard input too"));
        selected = [first = *bytesOf(before), second = *bytesOf(after),
                    asCsv = csv->count() > 0](CommandContext &context) { compare(context, first, second, asCsv); };
    });
}

} // namespace channelscope
