// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "batchrun.h"
#include "channels/validation.h"
#include "command.h"
#include "input.h"
#include "publish.h"
#include "text.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BatchArguments
{
    QByteArray file;
    BatchOptions options;
};

QStringList readableChannels(const BatchInput &input)
{
    QStringList channels;
    channels.reserve(input.events.size());
    for (qsizetype row = 0; row < input.events.size(); ++row) {
        if (!input.unreadable.contains(row))
            channels << input.events[row].channel;
    }
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
    if (!isNumber || !std::isfinite(number) || number < PublishPace::lowestLimit)
        refuseOption(option, tr("takes a number of events per second from %1 on").arg(PublishPace::lowestLimit));
    return number;
}

std::optional<std::chrono::seconds> patienceOf(const CLI::Option *option)
{
    const auto given = bytesOf(option);
    if (!given)
        return std::nullopt;
    constexpr int most = 7 * 24 * 60 * 60;
    bool isNumber = false;
    const int number = given->toInt(&isNumber);
    if (!isNumber || number < 0 || number > most)
        refuseOption(option, tr("takes a whole number of seconds from 0 to %1").arg(most));
    return std::chrono::seconds(number);
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
    const CLI::Option *patience;
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
        options.patience = patienceOf(patience).value_or(options.patience);
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

// Two runs that go on from one report would send the same rows. Where nobody may write, nobody else does.
Result<QList<std::shared_ptr<QLockFile>>> claimReports(const BatchOptions &options)
{
    QStringList paths;
    if (!options.reportPath.isEmpty())
        paths << options.reportPath;
    if (options.earlier && !isSameFile(*options.earlier, options.reportPath.toLocal8Bit())) {
        const QFileInfo earlier(QString::fromLocal8Bit(*options.earlier));
        if (earlier.isFile() && QFileInfo(earlier.path()).isWritable())
            paths << earlier.filePath();
    }
    QList<std::shared_ptr<QLockFile>> claims;
    for (const QString &path : std::as_const(paths)) {
        auto claim = ReportJournal::claim(path);
        if (!claim)
            return Failure(claim.error());
        claims << std::move(*claim);
    }
    return claims;
}

Result<PublishReport> earlierReport(const BatchOptions &options, qsizetype rows)
{
    if (!options.earlier)
        return PublishReport(rows);
    const auto content = readInput(*options.earlier);
    if (!content)
        return Failure(content.error());
    return PublishReport::fromJsonLines(*content, rows);
}

void send(CommandContext &context, ChannelsApi &api, const BatchInput &input, const PublishReport &earlier,
          const BatchOptions &options)
{
    // A read-only app says so before anything else is said.
    if (const auto permit = api.guard().permit(Confirmation::Given); !permit) {
        context.fail(permit.error());
        return;
    }
    const QList<qsizetype> chosen = earlier.rows(options.only);
    const qsizetype rows =
        std::count_if(chosen.begin(), chosen.end(), [&](qsizetype row) { return !input.unreadable.contains(row); });
    const auto confirmation =
        rows > 0 ? confirmationFor(api.guard(), options.yes, tr("Send %1 events?").arg(rows)) : Confirmation::Given;
    if (const auto permit = api.guard().permit(confirmation); !permit) {
        context.fail(permit.error());
        return;
    }
    (new BatchRun(context, api, input, options, confirmation))->start(earlier);
}

void run(CommandContext &context, BatchArguments arguments)
{
    context.setFailureFrame([](const Problem &problem) { return BatchRun::Tally().document(false, problem.status); });
    auto claims = claimReports(arguments.options);
    if (!claims) {
        context.fail(claims.error());
        return;
    }
    arguments.options.claims = std::move(*claims);
    const auto content = readInput(arguments.file);
    if (!content) {
        context.fail(content.error());
        return;
    }
    auto read = readBatchRows(*content);
    if (!read) {
        context.fail(read.error());
        return;
    }
    const BatchInput input(std::move(*read));
    const auto earlier = earlierReport(arguments.options, input.events.size());
    if (!earlier) {
        context.fail(earlier.error());
        return;
    }
    context.withApiForChanges(masterKeyFor(readableChannels(input)),
                              [&context, input, earlier = *earlier, options = arguments.options](ChannelsApi &api) {
                                  if (input.events.isEmpty())
                                      context.fail(refusalError(*firstRefusal(validate(EventBatch(), api.dialect()))));
                                  else
                                      send(context, api, input, earlier, options);
                              });
}

} // namespace

void addBatchCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("batch", "Send any number of events from a file");
    BatchFlags flags{};
    flags.file =
        command->add_option("FILE", "JSON Lines, a JSON array or CSV with a header; - is standard input")->required();
    flags.concurrency =
        command->add_option("--concurrency", "requests in flight at the same time; 6 otherwise")->type_name("N");
    flags.rate = command->add_option("--rate", "at most so many events per second")->type_name("N");
    flags.patience = command
                         ->add_option("--patience", "how long the server may be away or limit the rate before the run "
                                                    "ends; 120 otherwise")
                         ->type_name("SECONDS");
    flags.report =
        command->add_option("--report", "writes here what became of each row, as JSON Lines")->type_name("OUT");
    flags.resume = command->add_option("--resume", "goes on from this report of the same file")->type_name("REPORT");
    flags.only = command
                     ->add_option("--only", "with --resume, the rows to send: unsent,refused[,unknown]; the first two "
                                            "otherwise")
                     ->type_name("STATES");
    flags.yes = command->add_flag("--yes")->description("the confirmation that some apps ask for before a change");
    command->footer(
        "The file is one that the window reads, too: objects "
        "{\"channel\",\"name\",\"data\"[,\"socket_id\"][,\"info\"]}, "
        "one a line\n"
        "or in a JSON array, or CSV whose header names these columns (event, exclude and ask for are names as well). "
        "Bodies\n"
        "of the HTTP API are fine: {\"batch\":[...]}, and {\"name\",\"channels\":[...],\"data\"}. A row is an event "
        "for "
        "one channel:\n"
        "an object with several channels is as many rows, in their order; blank lines are none. A data that is not a "
        "JSON\n"
        "string is sent as its own JSON text. In a file that the window wrote as CSV, the apostrophe before a formula "
        "is\n"
        "taken away.\n\n"
        "Ten events share a request, or as many as the server takes; the order within each channel is kept. A row that "
        "is\n"
        "no event or is refused does not stop the others. Nothing is sent a second time: a row that got no answer is\n"
        "\"unknown\". While the server limits the rate or is away the run waits. It ends when that has lasted for the "
        "time of\n"
        "--patience, or at once if the server asks for a longer pause; what is left is \"unsent\".\n\n"
        "A report has a line for each row: {\"row\",\"state\",\"status\",\"message\",\"ms\"}, rows from 1, the state "
        "being sent,\n"
        "refused, unknown or unsent. It is true even if this program is killed; then it has more lines, of which the "
        "last\n"
        "for a row counts. With --resume it tells of all rows, and goes into the same file unless --report names "
        "another.\n"
        "While a run lasts, OUT.lock keeps others from its report.\n\n"
        "The result counts the rows of this run: sent, failed (refused, or unknown, which may have arrived although "
        "no\n"
        "answer came) and unsent. It is a failure if any row was not sent. Ctrl+C ends the run when the answers that "
        "are on their way have come; twice, at once.\n\n"
        "  channelscope-cli --app shop batch events.jsonl --report report.jsonl\n"
        "  channelscope-cli --app shop batch events.jsonl --resume report.jsonl --only unsent,refused\n"
        "  generate-events | channelscope-cli --app shop --json batch - --rate 500");
    command->callback([flags, &selected] {
        selected = [arguments = flags.read()](CommandContext &context) { run(context, arguments); };
    });
}

} // namespace channelscope
