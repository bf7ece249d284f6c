namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The machine's clock in another zone.</summary>
internal sealed class ClockIn(TimeZoneInfo zone) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => zone;
}
