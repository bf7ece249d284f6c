using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>The configuration's section <c>Alerts</c>.</summary>
internal sealed record AlertSettings
{
    /// <summary>What the log is read from: see <see cref="LogSource.Name"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Where the position and the known addresses are kept.</summary>
    public required string StateFile { get; init; }

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>At the first start, addresses seen in this time are known.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often failures like one that was alerted are reported.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After so many alerts the program ends; null for never.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Whatever is wrong with them is said before anything is read.</summary>
    public static AlertSettings Read(IConfiguration configuration, LogSource source)
    {
        var alerts = configuration.GetSection("Alerts");
        try
        {
            return new AlertSettings
            {
                Source = source.Name,
                StateFile = alerts["StateFile"] ?? (source.Fakes is null ? "alerts.state" : "alerts-of-fakes.state"),
                PollInterval = alerts.GetValue(nameof(PollInterval), TimeSpan.FromSeconds(source.Fakes is null ? 10 : 1)),
                StopAfter = alerts.GetValue<int?>(nameof(StopAfter)),
            }.Checked();
        }
        catch (InvalidOperationException e)
        {
            throw new ExitException(ExitCode.Usage, SafeText.Escape(e.Message), e);
        }
    }

    private AlertSettings Checked()
    {
        try
        {
            _ = new FollowOptions { PollInterval = PollInterval };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ExitException(ExitCode.Usage, $"Alerts:PollInterval is {PollInterval:c}; allowed: 00:00:00.1000000 to 1.00:00:00.", e);
        }

        if (StopAfter < 1)
        {
            throw new ExitException(ExitCode.Usage, $"Alerts:StopAfter is {StopAfter}; allowed: 1 or more, or nothing for never.");
        }

        return string.IsNullOrWhiteSpace(StateFile) || StateFile.Contains('\0')
            ? throw new ExitException(ExitCode.Usage, "Alerts:StateFile is not the name of a file.")
            : this;
    }
}
