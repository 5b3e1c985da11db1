// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "batchrun.h"
#include "channels/eventlines.h"
#include "channels/validation.h"
#include "command.h"
#include "input.h"
#include "publish.h"
#include "text.h"

#include <QFileInfo>

#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BatchArguments
{
    QByteArray file;
    BatchOptions options;
};

QStringList channelsOf(const EventBatch &events)
{
    QStringList channels;
    channels.reserve(events.size());
    for (const BatchEvent &event : events)
        channels << event.channel;
    return channels;
}

std::optional<int> concurrencyOf(const CLI::Option *option)
{
    const auto given = bytesOf(option);
    if (!given)
        return std::nullopt;
    constexpr int most = 100;
    bool isNumber = false;
    const int number = given->toInt(&isNumber);
    if (!isNumber || number < 1 || number > most)
        refuseOption(option, tr("takes a whole number of requests from 1 to %1").arg(most));
    return number;
}

std::optional<double> rateOf(const CLI::Option *option)
{
    const auto given = bytesOf(option);
    if (!given)
        return std::nullopt;
    bool isNumber = false;
    const double number = given->toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number) || number <= 0)
        refuseOption(option, tr("takes a number of events per second above 0"));
    return number;
}

RowStates statesOf(const CLI::Option *option)
{
    RowStates states;
    const QStringList words = listOf(option).value_or(QStringList{u"unsent"_s, u"refused"_s});
    for (const QString &word : words) {
        const auto state = rowStateFromKey(word);
        if (!state || *state == RowState::Sent)
            refuseOption(option, tr("takes unsent, refused and unknown, with commas between them"));
        states |= *state;
    }
    if (!states)
        refuseOption(option, tr("names no rows to send"));
    return states;
}

bool isSameFile(const QByteArray &a, const QByteArray &b)
{
    const QString pathA = QFileInfo(QString::fromLocal8Bit(a)).canonicalFilePath();
    return !pathA.isEmpty() && pathA == QFileInfo(QString::fromLocal8Bit(b)).canonicalFilePath();
}

//! What the options of the command are read from.
struct BatchFlags
{
    const CLI::Option *file;
    const CLI::Option *concurrency;
    const CLI::Option *rate;
    const CLI::Option *report;
    const CLI::Option *resume;
    const CLI::Option *only;
    const CLI::Option *yes;

    [[nodiscard]] BatchArguments read() const
    {
        BatchArguments out;
        out.file = *bytesOf(file);
        BatchOptions &options = out.options;
        options.concurrency = concurrencyOf(concurrency);
        options.eventsPerSecond = rateOf(rate);
        options.earlier = bytesOf(resume);
        options.yes = yes->count() > 0;
        if (options.earlier)
            options.only = statesOf(only);
        else if (only->count() > 0)
            refuseOption(only, tr("chooses rows of a report: give it with --resume"));
        // Without a new report the old one would no longer be true.
        const QByteArray path = bytesOf(report).value_or(options.earlier.value_or(QByteArray()));
        if (report->count() > 0 && (path.isEmpty() || path == "-"))
            refuseOption(report, tr("takes the name of a file"));
        if (options.earlier && (options.earlier->isEmpty() || *options.earlier == "-"))
            refuseOption(resume, tr("takes the name of a file"));
        if (isSameFile(path, out.file))
            refuseOption(report->count() > 0 ? report : resume, tr("names the file with the events"));
        options.reportPath = QString::fromLocal8Bit(path);
        return out;
    }
};

Result<PublishReport> earlierReport(const BatchOptions &options, qsizetype rows)
{
    if (!options.earlier)
        return PublishReport(rows);
    const auto content = readInput(*options.earlier);
    if (!content)
        return Failure(content.error());
    return PublishReport::fromJsonLines(*content, rows);
}

void send(CommandContext &context, ChannelsApi &api, const EventLines &lines, const PublishReport &earlier,
          const BatchOptions &options)
{
    // A read-only app says so before anything else is said.
    if (const auto permit = api.guard().permit(Confirmation::Given); !permit) {
        context.fail(permit.error());
        return;
    }
    const qsizetype rows = earlier.rows(options.only).size();
    const auto confirmation =
        rows > 0 ? confirmationFor(api.guard(), options.yes, tr("Send %1 events?").arg(rows)) : Confirmation::Given;
    if (const auto permit = api.guard().permit(confirmation); !permit) {
        context.fail(permit.error());
        return;
    }
    (new BatchRun(context, api, lines, options, confirmation))->start(earlier);
}

void run(CommandContext &context, const BatchArguments &arguments)
{
    context.setFailureFrame([](const Problem &problem) { return BatchRun::Tally().document(false, problem.status); });
    const auto content = readInput(arguments.file);
    if (!content) {
        context.fail(content.error());
        return;
    }
    const auto lines = eventsFromJsonLines(*content);
    if (!lines) {
        context.fail(lines.error());
        return;
    }
    const auto earlier = earlierReport(arguments.options, lines->events.size());
    if (!earlier) {
        context.fail(earlier.error());
        return;
    }
    context.withApi(masterKeyFor(channelsOf(lines->events)),
                    [&context, lines = *lines, earlier = *earlier, options = arguments.options](ChannelsApi &api) {
                        if (lines.events.isEmpty())
                            context.fail(refusalError(*firstRefusal(validate(EventBatch(), api.dialect()))));
                        else
                            send(context, api, lines, earlier, options);
                    });
}

} // namespace

void addBatchCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("batch", "Send any number of events from a file");
    BatchFlags flags{};
    flags.file = command->add_option("FILE", "JSON Lines; - is standard input")->required();
    flags.concurrency =
        command->add_option("--concurrency", "requests in flight at the same time; 6 otherwise")->type_name("N");
    flags.rate = command->add_option("--rate", "at most so many events per second")->type_name("N");
    flags.report =
        command->add_option("--report", "writes here what became of each row, as JSON Lines")->type_name("OUT");
    flags.resume = command->add_option("--resume", "goes on from this report of the same file")->type_name("REPORT");
    flags.only = command
                     ->add_option("--only", "with --resume, the rows to send: unsent,refused[,unknown]; the first two "
                                            "otherwise")
                     ->type_name("STATES");
    flags.yes = command->add_flag("--yes")->description("the confirmation that some apps ask for before a change");
    command->footer(
        "One event a line: {\"channel\",\"name\",\"data\"[,\"socket_id\"][,\"info\"]}. A data that is not a JSON "
        "string is sent as\n"
        "its own JSON text. Ten events share a request, or as many as the server takes; the order within each channel "
        "is\n"
        "kept. A row that is refused does not stop the others. Nothing is sent a second time: a row that got no answer "
        "is\n"
        "\"unknown\". While the server limits the rate or is away the run waits, and gives up after some time.\n\n"
        "A report has a line for each row: {\"row\",\"state\",\"status\",\"message\",\"ms\"}, rows from 1, the state "
        "being sent,\n"
        "refused, unknown or unsent. It is true even if this program is killed; then it has more lines, of which the "
        "last\n"
        "for a row counts. With --resume it tells of all rows, and goes into the same file unless --report names "
        "another.\n\n"
        "The result counts the events of this run: sent, failed (of which unknown may have arrived although no answer\n"
        "came) and unsent. Ctrl+C ends the run when the answers that are on their way have come; twice, at once.\n\n"
        "  channelscope-cli --app shop batch events.jsonl --report report.jsonl\n"
        "  channelscope-cli --app shop batch events.jsonl --resume report.jsonl --only unsent,refused\n"
        "  generate-events | channelscope-cli --app shop --json batch - --rate 500");
    command->callback([flags, &selected] {
        selected = [arguments = flags.read()](CommandContext &context) { run(context, arguments); };
    });
}

} // namespace channelscope
