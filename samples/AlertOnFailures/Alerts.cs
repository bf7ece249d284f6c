using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>What the worker has to say, as log lines with event ids. Texts of the log are escaped: others wrote them.</summary>
internal sealed partial class Alerts(ILogger<Alerts> logger, AlertSettings settings, IHostApplicationLifetime lifetime)
{
    private int _raised;

    public void Failed(ActivityLogEntry entry)
    {
        Failed(entry.Vendor, entry.StatusCode, SafeText.Escape(entry.Action), SafeText.Escape(entry.Message), SafeText.Escape(entry.ClientIp), SafeText.Escape(entry.Id));
        Count();
    }

    public void MoreFailed(FailureKey key, int more)
    {
        MoreFailed(more, key.Vendor, SafeText.Escape(key.Action ?? key.Endpoint));
        Count();
    }

    public void NewAddress(ActivityLogEntry entry)
    {
        NewAddress(SafeText.Escape(entry.ClientIp), entry.Vendor, SafeText.Escape(entry.Action), entry.Outcome, SafeText.Escape(entry.Id));
        Count();
    }

    [LoggerMessage(10, LogLevel.Information, "{Count} client addresses are known from the entries of the last {LookBack:%d} days")]
    public partial void Learned(int count, TimeSpan lookBack);

    [LoggerMessage(11, LogLevel.Information, "Going on where the last run stopped; {Count} client addresses are known")]
    public partial void GoingOn(int count);

    [LoggerMessage(1, LogLevel.Warning, "Failure: {Vendor} {Status} {Action}: {Message} (from {Address}, entry {Id})")]
    private partial void Failed(ActivityLogVendor vendor, int? status, string action, string message, string address, string id);

    [LoggerMessage(2, LogLevel.Warning, "More failures: {More} of {Vendor} {Action}")]
    private partial void MoreFailed(int more, ActivityLogVendor vendor, string action);

    [LoggerMessage(3, LogLevel.Warning, "First seen address: {Address}: {Vendor} {Action}, {Outcome} (entry {Id})")]
    private partial void NewAddress(string address, ActivityLogVendor vendor, string action, ActivityLogOutcome outcome, string id);

    private void Count()
    {
        if (Interlocked.Increment(ref _raised) == settings.StopAfter)
        {
            lifetime.StopApplication();
        }
    }
}
