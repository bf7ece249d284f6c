using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>Tells when a vendor is out, and when it is back: the first page that comes from it says so, also one without a row.</summary>
internal sealed class Outages : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _out = new(StringComparer.Ordinal);
    private readonly MeterListener _pages = new();
    private readonly ToolTerminal _terminal;

    public Outages(ToolTerminal terminal)
    {
        _terminal = terminal;
        _pages.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ActivityLogTelemetry.MeterName && instrument.Name == ActivityLogTelemetry.PageDurationInstrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _pages.SetMeasurementEventCallback<double>((_, _, tags, _) => PageCame(tags));
        _pages.Start();
    }

    /// <summary>For <see cref="FollowOptions.OnError"/>.</summary>
    public void Began(ActivityLogException error, TimeSpan wait)
    {
        _out[error.Vendor.ToString()] = true;
        _terminal.Warn($"{error.Message} It is asked again in {wait.TotalSeconds.ToString(wait < TimeSpan.FromSeconds(1) ? "0.0" : "0", CultureInfo.InvariantCulture)} s.");
    }

    public void Dispose() => _pages.Dispose();

    private void PageCame(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == ActivityLogTelemetry.VendorTag && tag.Value is string vendor && _out.TryRemove(vendor, out _))
            {
                _terminal.Warn($"{vendor} answers again.");
            }
        }
    }
}
