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
    private readonly Dictionary<string, int> _unreadableAgain;
    private readonly ToolTerminal _terminal;

    /// <param name="terminal">Where it is told.</param>
    /// <param name="contexts">What was read before: rows of it that could not be read are met again.</param>
    public VendorWatch(ToolTerminal terminal, IEnumerable<VendorContext> contexts)
    {
        _terminal = terminal;
        _unreadableAgain = contexts.ToDictionary(context => context.Vendor.ToString(), context => context.UnreadableAgain, StringComparer.Ordinal);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ActivityLogTelemetry.MeterName
                && instrument.Name is ActivityLogTelemetry.PageDurationInstrument or ActivityLogTelemetry.UnreadableRowsInstrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((_, _, tags, _) => PageCame(VendorOf(tags)));
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) => RowWasUnreadable(VendorOf(tags)));
        _meters.Start();
    }

    public static void TellUnreadable(ToolTerminal terminal, string vendor) => terminal.Warn($"{vendor}: a row could not be read and is missing.");

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

    // Told by the one who follows, and by nobody beside it.
    private void RowWasUnreadable(string vendor)
    {
        if (_unreadableAgain.TryGetValue(vendor, out var again) && again > 0)
        {
            _unreadableAgain[vendor] = again - 1;
            return;
        }

        TellUnreadable(_terminal, vendor);
    }

    private void PageCame(string vendor)
    {
        if (_out.TryRemove(vendor, out _))
        {
            _terminal.Warn($"{vendor} answers again.");
        }
    }
}
