using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>Tells when a vendor is out, when it is back (the first page that comes from it says so, also one without a row), and of rows that cannot be read.</summary>
internal sealed class VendorWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _out = new(StringComparer.Ordinal);
    private readonly MeterListener _meters = new();
    private readonly ToolTerminal _terminal;

    public VendorWatch(ToolTerminal terminal)
    {
        _terminal = terminal;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ActivityLogTelemetry.MeterName
                && instrument.Name is ActivityLogTelemetry.PageDurationInstrument or ActivityLogTelemetry.UnreadableRowsInstrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((_, _, tags, _) => PageCame(VendorOf(tags)));
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) => _terminal.Warn($"{VendorOf(tags)}: a row could not be read and is missing."));
        _meters.Start();
    }

    /// <summary>For <see cref="FollowOptions.OnError"/>.</summary>
    public void IsOut(ActivityLogException error, TimeSpan wait)
    {
        _out[error.Vendor.ToString()] = true;
        var seconds = wait.TotalSeconds.ToString(wait < TimeSpan.FromSeconds(1) ? "0.0" : "0", CultureInfo.InvariantCulture);
        _terminal.Warn($"{error.Message} It is asked again in {seconds} s.");
    }

    public void Dispose() => _meters.Dispose();

    private static string VendorOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: ActivityLogTelemetry.VendorTag, Value: string vendor })
            {
                return vendor;
            }
        }

        return "";
    }

    private void PageCame(string vendor)
    {
        if (_out.TryRemove(vendor, out _))
        {
            _terminal.Warn($"{vendor} answers again.");
        }
    }
}
