using System.Globalization;
using System.Net.Http.Headers;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Reads <c>Retry-After</c>: seconds, or a date.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static bool TryRead(HttpResponseMessage response, TimeProvider timeProvider, out TimeSpan wait) =>
        TryRead(response.Headers, timeProvider, out wait);

    /// <summary>False where the header is absent, malformed, negative, in the past, or asks for more than a day.</summary>
    public static bool TryRead(HttpResponseHeaders headers, TimeProvider timeProvider, out TimeSpan wait)
    {
        wait = default;

        // The raw text: the typed property gives up on what it cannot read, and on several values.
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values) || values.Count == 0)
        {
            return false;
        }

        var text = values.First().Trim();
        if (text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= (long)Longest.TotalSeconds
                && Accept(TimeSpan.FromSeconds((double)seconds), out wait);
        }

        // A date is measured against the server's own clock where it tells it, so that a wrong local one does no harm.
        return RetryConditionHeaderValue.TryParse(text, out var parsed)
            && parsed.Date is { } date
            && Accept(date - (headers.Date ?? timeProvider.GetUtcNow()), out wait);
    }

    private static bool Accept(TimeSpan value, out TimeSpan wait)
    {
        var good = value >= TimeSpan.Zero && value <= Longest;
        wait = good ? value : default;
        return good;
    }
}
