using System.Collections.Concurrent;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>
/// The vendors' clocks, as the answers that come by tell them. They go by where an answer came from and not by whose it is: accounts that share a
/// login share its answer.
/// </summary>
internal sealed class VendorClocks(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ClockDifference> _seen = new(StringComparer.OrdinalIgnoreCase);

    public DelegatingHandler CreateHandler() => new Handler(_seen, time);

    /// <summary>What the last answer from there told; null where none did.</summary>
    public ClockDifference? Difference(Uri address) => _seen.TryGetValue(address.Authority, out var difference) ? difference : null;

    private sealed class Handler(ConcurrentDictionary<string, ClockDifference> seen, TimeProvider time) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = time.GetUtcNow();
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.Date is { } date)
            {
                seen[request.RequestUri!.Authority] = ClockDifference.Of(date, sent, time.GetUtcNow());
            }

            return response;
        }
    }
}
