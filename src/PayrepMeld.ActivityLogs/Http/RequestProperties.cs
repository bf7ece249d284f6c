namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What a call tells its handlers beside the request itself, in <see cref="HttpRequestMessage.Options"/>.</summary>
internal static class RequestProperties
{
    /// <summary>The key of <see cref="IncludeRaw"/>, as the interfaces' attributes name it.</summary>
    public const string IncludeRawKey = "PayrepMeld.ActivityLogs.IncludeRaw";

    /// <summary>Whether rows keep a copy of their bytes.</summary>
    public static readonly HttpRequestOptionsKey<bool> IncludeRaw = new(IncludeRawKey);

    /// <summary>How far the call has come, across retries and the replay after a renewal.</summary>
    public static readonly HttpRequestOptionsKey<CallProgress> Call = new("PayrepMeld.ActivityLogs.Call");
}
