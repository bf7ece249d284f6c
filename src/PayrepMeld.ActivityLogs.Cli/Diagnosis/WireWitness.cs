namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>What was seen of a vendor next to the wire.</summary>
internal sealed class WireWitness(TimeProvider time)
{
    /// <summary>Where the last request went.</summary>
    public Uri? Address { get; private set; }

    /// <summary>What the last request ended with, if not with an answer.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>By how much this machine's clock is ahead of the vendor's; null where no answer told.</summary>
    public TimeSpan? Ahead { get; private set; }

    public DelegatingHandler CreateHandler() => new Handler(this, time);

    private sealed class Handler(WireWitness witness, TimeProvider time) : DelegatingHandler
    {
        // The header is cut to the second.
        private static readonly TimeSpan HalfResolution = TimeSpan.FromSeconds(0.5);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (witness.Address, witness.Failure) = (request.RequestUri, null);
            var sent = time.GetUtcNow();
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (response.Headers.Date is { } date)
                {
                    witness.Ahead = sent + ((time.GetUtcNow() - sent) / 2) - (date + HalfResolution);
                }

                return response;
            }
            catch (Exception e)
            {
                witness.Failure = e;
                throw;
            }
        }
    }
}
