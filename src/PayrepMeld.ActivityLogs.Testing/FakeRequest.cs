using System.Text;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>One request a fake was asked, as it came in. It holds credentials: it is for tests, not for logs.</summary>
public sealed class FakeRequest
{
    internal FakeRequest(string method, string path, string query, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path as sent, <see cref="FakeVendorOptions.BasePath"/> included.</summary>
    public string Path { get; }

    /// <summary>The query as sent, still escaped, with its question mark; empty when there is none.</summary>
    public string Query { get; }

    /// <summary>The headers, names in any case; several values of one are joined with a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Which request of this fake it was, from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>When it came in, by the fake's clock, in UTC.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>Whether the caller went away before the answer was delivered, or the fake cut the connection.</summary>
    public bool Aborted { get; internal set; }

    /// <summary>The HTTP status it was answered with; null while it is not, or when it never was.</summary>
    public int? AnsweredWith { get; internal set; }

    /// <summary>A header's value, or null.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>The value, or null when it was not sent.</returns>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The query's parameters, unescaped.</summary>
    /// <returns>Name and value of each, in the order sent.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> QueryParameters()
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0 ? new(Unescape(part), "") : new(Unescape(part[..equals]), Unescape(part[(equals + 1)..])));
        }

        return parameters;
    }

    /// <summary>Method and path: no query and no header.</summary>
    public override string ToString() => $"{Method} {Path}";

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
