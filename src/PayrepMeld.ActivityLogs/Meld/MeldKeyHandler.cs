using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Puts the API key, and the version where one is asked for, on every request. Both are read anew for each, so that a reloaded key takes effect.</summary>
internal sealed class MeldKeyHandler(Func<MeldOptions> options) : DelegatingHandler
{
    private Authorization? _last;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var current = options();
        if (!HeaderText.IsSendable(current.ApiKey))
        {
            throw new ActivityLogException(
                ActivityLogErrorKind.Unauthorized,
                ActivityLogVendor.Meld,
                "Meld's ApiKey is missing, or has characters that cannot be sent in a header.");
        }

        // Unvalidated: the raw key after BASIC is Meld's own scheme, not the base64 that a typed header value stands for.
        var last = _last;
        if (last is null || !ReferenceEquals(last.Key, current.ApiKey))
        {
            _last = last = new Authorization(current.ApiKey!);
        }

        Set(request, "Authorization", last.Text);
        if (current.Version is { Length: > 0 } version)
        {
            if (!HeaderText.IsSendable(version))
            {
                throw new ActivityLogException(
                    ActivityLogErrorKind.Invalid,
                    ActivityLogVendor.Meld,
                    "Meld's Version has characters that cannot be sent in a header.");
            }

            Set(request, "Meld-Version", version);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>A class that does not print: it holds a secret.</summary>
    private sealed class Authorization(string key)
    {
        public string Key => key;

        public string Text { get; } = "BASIC " + key;
    }
}
