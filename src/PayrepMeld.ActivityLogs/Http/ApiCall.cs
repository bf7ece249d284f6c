#if !USE_REFIT
using System.Text;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>One request of the default flavour and what becomes of its answer.</summary>
internal static class ApiCall
{
    public static HttpRequestMessage Post<TBody>(HttpClient client, string path, TBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(HttpMethod.Post, Under(client, path)) { Content = WireFormat.Write(body) };
    }

    /// <summary>A GET with the parameters that are not null, in the order given.</summary>
    public static HttpRequestMessage Get(HttpClient client, string path, ReadOnlySpan<(string Name, string? Value)> query)
    {
        var target = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                target.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new(HttpMethod.Get, Under(client, target.ToString()));
    }

    public static HttpRequestMessage WithRaw(this HttpRequestMessage request, bool includeRaw)
    {
        request.Options.Set(RequestProperties.IncludeRaw, includeRaw);
        return request;
    }

    /// <summary>Sends the request and disposes it and its answer.</summary>
    /// <exception cref="ActivityLogException">The answer is not a success, or not readable.</exception>
    public static async Task<T> SendAsync<T>(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (ActivityLogErrors.FromAnswer(response) is { } error)
            {
                throw error;
            }

            return WireFormat.Read<T>((BufferedBody)response.Content);
        }
    }

    // Relative resolution would drop the last segment of a base path that has no slash at its end.
    private static Uri Under(HttpClient client, string target) =>
        new(client.BaseAddress!.AbsolutePath.TrimEnd('/') + target, UriKind.Relative);
}
#endif
