using System.Text;
using System.Text.Encodings.Web;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// Takes known secrets out of a vendor's words, as they are and in the forms they travel in: a vendor that echoes a request must not
/// put them into an error or a log.
/// </summary>
internal sealed class SecretScrubber
{
    public const string Redacted = "[redacted]";

    // Shorter ones would shred ordinary words; tokens come anew every hour, so the oldest are forgotten.
    private const int ShortestSecret = 4;
    private const int MaxSecrets = 64;
    private const int ShortestCut = VendorText.MaxCodeLength - 1;

    private readonly object _lock = new();
    private readonly Queue<string> _secrets = new();
    private volatile string[] _forms = [];

    /// <summary>Remembers a secret; null and blank are none.</summary>
    public void Add(string? secret)
    {
        if (string.IsNullOrWhiteSpace(secret) || secret.Length < ShortestSecret)
        {
            return;
        }

        lock (_lock)
        {
            if (_secrets.Contains(secret))
            {
                return;
            }

            _secrets.Enqueue(secret);
            if (_secrets.Count > MaxSecrets)
            {
                _secrets.Dequeue();
            }

            // The longest first: a form that holds another is replaced whole.
            _forms = [.. _secrets.SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        }
    }

    public string Scrub(string text)
    {
        var mayBeCut = text.Length >= ShortestCut;
        foreach (var form in _forms)
        {
            text = text.Replace(form, Redacted, StringComparison.OrdinalIgnoreCase);
            text = mayBeCut ? CutTail(text, form) : text;
        }

        return text;
    }

    /// <summary>Vendor's words are cut at a length: what is left of a secret at the cut goes, too.</summary>
    private static string CutTail(string text, string form)
    {
        for (var length = Math.Min(form.Length - 1, text.Length); length >= ShortestSecret; length--)
        {
            if (text.AsSpan(text.Length - length).Equals(form.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return string.Concat(text.AsSpan(0, text.Length - length), Redacted);
            }
        }

        return text;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        yield return secret;
        yield return base64;
        yield return base64.TrimEnd('=');
        yield return base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        yield return Uri.EscapeDataString(secret);
        yield return Uri.EscapeDataString(base64);
        yield return Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
    }
}
