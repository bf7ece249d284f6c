using System.Globalization;
using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>One request of the default flavour and what becomes of its answer.</summary>
internal static class ApiCall
{
    /// <summary>Where an endpoint is, under the client's base address.</summary>
    public static Uri Address(HttpClient client, string path) =>

        // Relative resolution would drop the last segment of a base path that has no slash at its end.
        new(client.BaseAddress!, new Uri(client.BaseAddress!.AbsolutePath.TrimEnd('/') + path, UriKind.Relative));

    public static ApiRequest Post<TBody>(Uri address, TBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(HttpMethod.Post, address) { Content = WireFormat.Write(body) };
    }

    /// <summary>A GET with the parameters that are not null, in the order given.</summary>
    public static ApiRequest Get(Uri address, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var target = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        target.AppendLiteral(address.AbsoluteUri);
        var separator = "?";
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                target.AppendLiteral(separator);
                target.AppendLiteral(name);
                target.AppendLiteral("=");
                target.AppendLiteral(Uri.EscapeDataString(value));
                separator = "&";
            }
        }

        return new(HttpMethod.Get, new Uri(target.ToStringAndClear()));
    }

    public static ApiRequest WithRaw(this ApiRequest request, bool includeRaw)
    {
        if (includeRaw)
        {
            request.HasOptions = true;
            request.Options.Set(RequestProperties.IncludeRaw, includeRaw);
        }

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
}
