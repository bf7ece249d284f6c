using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Diagnosis;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>doctor</c>: what is wrong, and what helps.</summary>
internal sealed class DoctorCommand
{
    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly OutputOptions _output = new(OutputFormat.Table, OutputFormat.Table, OutputFormat.Json);
    private readonly Option<string> _vendor = new("--vendor") { Description = "The vendor to check: payrep, meld, or all that are configured (the default).", HelpName = "VENDOR" };
    private readonly Option<string> _account = new("--account") { Description = "The account to check, by its name in the configuration; all unless given.", HelpName = "NAME" };
    private readonly DurationOption _timeout = new("--timeout", "How long a vendor may take to answer", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(5));

    private DoctorCommand(CommandContext context, ILogSource source)
    {
        (_context, _source) = (context, source);
        _vendor.CompletionSources.Add(VendorName.Choices);
    }

    public static Command Create(CommandContext context, ILogSource source)
    {
        var doctor = new DoctorCommand(context, source);
        var command = new Command("doctor", "Checks configuration, name, connection, certificate, credentials and clock of each account and vendor, and says what helps.");
        command.Add([doctor._vendor, doctor._account, doctor._timeout.Option, doctor._output.FormatOnly]);
        command.SetAction(doctor.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var asJson = _output.Format(typed) == OutputFormat.Json;
        var doctor = new Doctor(_source, Vendor(typed), typed.GetValue(_account), _timeout.Read(typed), _context.Time);
        var terminal = _context.Terminal(typed);
        using var writer = new FindingWriter(terminal, asJson);
        var worst = ExitCode.Done;
        await foreach (var finding in doctor.ExamineAsync(_context.Global.Config(typed), terminal, cancellationToken))
        {
            writer.Write(finding);
            worst = Math.Max(worst, finding.ExitCode);
        }

        return worst;
    }

    private ActivityLogVendor? Vendor(ParseResult typed) => typed.GetValue(_vendor) is { } name ? VendorName.Parse(_vendor.Name, name) : null;
}
