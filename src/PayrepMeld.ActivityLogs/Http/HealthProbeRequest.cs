namespace PayrepMeld.ActivityLogs.Http;

/// <summary>A request that only finds out whether the vendor answers: a failure of it is an answer, too, and it is not repeated.</summary>
internal sealed class HealthProbeRequest(HttpMethod method, Uri baseAddress, string pathAndQuery)
    : HttpRequestMessage(method, baseAddress.AbsoluteUri.TrimEnd('/') + pathAndQuery)
{
    /// <summary>How many rows it asks for: the fewest that are ever asked for.</summary>
    public const int Rows = 2;
}
