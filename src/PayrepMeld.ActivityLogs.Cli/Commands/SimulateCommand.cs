using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Simulation;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>simulate</c>: both vendors on ports of this machine, until interrupted.</summary>
internal sealed class SimulateCommand
{
    private static readonly SimulationSettings Defaults = new();
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CommandContext _context;
    private readonly WholeNumberOption _payrepPort = new("--payrep-port", "The port of 127.0.0.1 for Payrep, 0 for any", 0, 0, 65_535);
    private readonly WholeNumberOption _meldPort = new("--meld-port", "The port of 127.0.0.1 for Meld, 0 for any", 0, 0, 65_535);
    private readonly WholeNumberOption _entries = new("--entries", "How many entries each vendor begins with; they cost no memory", Defaults.Entries, 0, 10_000_000);
    private readonly WholeNumberOption _days = new("--days", "Over how many days they are spread, up to now", Defaults.Days, 1, 3_650);
    private readonly WholeNumberOption _seed = new("--seed", "Another number is another log, and other requests that fail", Defaults.Seed, 0, int.MaxValue);
    private readonly DurationOption _delay = new("--delay", "How long each answer takes", Defaults.Delay, TimeSpan.Zero, Minute);

    // Timers count in milliseconds.
    private readonly DurationOption _live = new(
        "--live", "How long from one new entry to the next, of the vendors in turn; 0s for no new ones", Defaults.Live, TimeSpan.FromMilliseconds(1), 60 * Minute) { OrZero = true };

    private readonly Option<string> _faultRate = new("--fault-rate") { Description = "The share of requests for a log that fail, 0 to 1; 0 unless given.", HelpName = "SHARE" };

    private SimulateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var simulate = new SimulateCommand(context);
        var command = new Command("simulate", "Runs both vendors, simulated, on ports of this machine until interrupted (Ctrl-C). The first two lines of its output say where.");
        command.Add([simulate._payrepPort.Option, simulate._meldPort.Option, simulate._entries.Option, simulate._days.Option, simulate._seed.Option, simulate._delay.Option, simulate._faultRate, simulate._live.Option]);
        command.SetAction(simulate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var settings = new SimulationSettings
        {
            Entries = _entries.Read(typed),
            Days = _days.Read(typed),
            Seed = _seed.Read(typed),
            Delay = _delay.Read(typed),
            FaultRate = FaultRate(typed),
            Live = _live.Read(typed),
        };
        var ports = (Payrep: _payrepPort.Read(typed), Meld: _meldPort.Read(typed));
        await using var pair = new SimulatedPair(settings, _context.Time, ports);
        await using var payrep = await ListenAsync(_payrepPort, ports.Payrep, () => FakePayrepServer.StartAsync(pair.Payrep, cancellationToken: cancellationToken));
        await using var meld = await ListenAsync(_meldPort, ports.Meld, () => FakeMeldServer.StartAsync(pair.Meld, cancellationToken: cancellationToken));

        var terminal = _context.Terminal(typed);
        terminal.Output.Write(Encoding.UTF8.GetBytes($"payrep {SimulatedPair.Address(payrep.BaseAddress)}\nmeld {SimulatedPair.Address(meld.BaseAddress)}\n"));
        terminal.Output.Flush();
        terminal.Note("Until Ctrl-C. In another shell:");
        foreach (var (key, value) in pair.Configuration(payrep.BaseAddress, meld.BaseAddress))
        {
            terminal.Note($"  export {key.Replace(":", "__", StringComparison.Ordinal)}={value}");
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, cancellationToken);
        return ExitCode.Done;
    }

    private static async Task<T> ListenAsync<T>(WholeNumberOption option, int port, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception e) when (port != 0 && e is IOException or SocketException)
        {
            throw UsageException.Of(option.Option.Name, port.ToString(CultureInfo.InvariantCulture), "a port that is free and may be used, or 0 for any", e);
        }
    }

    private double FaultRate(ParseResult typed) => typed.GetValue(_faultRate) is not { } text ? 0
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate <= 1 ? rate
        : throw UsageException.Of(_faultRate.Name, text, "a share from 0 to 1, such as 0.05");
}
