using PayrepMeld.ActivityLogs.Payrep;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What has been done for one call so far: it goes with the request through retries and the replay after a renewal.</summary>
internal sealed class CallProgress
{
    public static readonly ResiliencePropertyKey<CallProgress> Key = new("PayrepMeld.ActivityLogs.Call");

    private readonly TimeProvider _timeProvider;
    private readonly long _start;

    private CallProgress(HttpRequestMessage request, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        IsCredentialRequest = request.RequestUri is { } address && PayrepPaths.IsCredentialRequest(address);
        IsProbe = request is HealthProbeRequest;
    }

    /// <summary>A login or a refresh: not safe to repeat once it may have arrived.</summary>
    public bool IsCredentialRequest { get; }

    /// <summary>It only finds out whether the vendor answers: it is sent once, whatever becomes of it.</summary>
    public bool IsProbe { get; }

    /// <summary>A refusal is not the last word: the token is renewed and the request replayed.</summary>
    public bool CanRenew { get; set; }

    /// <summary>The token of whoever called, without the time limits that are joined to it further in.</summary>
    public CancellationToken Caller { get; set; }

    /// <summary>The retry budget knows of it.</summary>
    public bool IsCounted { get; set; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; set; }

    /// <summary>How many of them were repeats after a failure.</summary>
    public int Retries { get; set; }

    /// <summary>A failure that is worth one retry only has had it.</summary>
    public bool HasRetriedOnce { get; set; }

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>The HTTP status of the last answer.</summary>
    public int? StatusCode { get; set; }

    public TimeSpan Elapsed => _timeProvider.GetElapsedTime(_start);

    public TimeSpan TimeLeft(ActivityLogResilienceOptions options) => options.TotalTimeout - Elapsed;

    /// <summary>The call the request belongs to, begun here if it is new.</summary>
    public static CallProgress Of(HttpRequestMessage request, TimeProvider timeProvider)
    {
        if (request is ApiRequest own)
        {
            return own.Call ??= new CallProgress(request, timeProvider);
        }

        if (!request.Options.TryGetValue(RequestProperties.Call, out var call))
        {
            call = new CallProgress(request, timeProvider);
            request.Options.Set(RequestProperties.Call, call);
        }

        return call;
    }
}
