namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Counts the requests that are on their way, just above the socket.</summary>
internal sealed class WireWatch
{
    private int _busy;
    private int _sent;

    public int Busy => Volatile.Read(ref _busy);

    public int Sent => Volatile.Read(ref _sent);

    public sealed class Handler(WireWatch watch) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // In this order, so that whoever sees it sent sees it busy, too.
            Interlocked.Increment(ref watch._busy);
            Interlocked.Increment(ref watch._sent);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref watch._busy);
            }
        }
    }
}
