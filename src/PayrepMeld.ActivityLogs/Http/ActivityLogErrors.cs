using System.Globalization;
using System.Text;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>The one place where what happened on the wire becomes an <see cref="ActivityLogException"/>.</summary>
internal static class ActivityLogErrors
{
    /// <summary>The error an answer is; null for a success. Disposes nothing.</summary>
    public static ActivityLogException? FromAnswer(HttpResponseMessage response)
    {
        if (response.Content is not BufferedBody body)
        {
            throw new InvalidOperationException("The answer did not pass the handler that reads it: the client's handlers were replaced.");
        }

        if (body.Verdict.Action == VerdictAction.Success)
        {
            return null;
        }

        var verdict = body.Verdict;
        return new(verdict.Kind, body.Vendor, DescribeAnswer(body))
        {
            Attempts = body.Attempts,
            StatusCode = body.StatusCode,
            VendorCode = verdict.VendorCode,
            RequestId = verdict.RequestId,
            RetryAfter = body.RetryAfter,
            IsOversize = body.IsOversize,
        };
    }

    /// <summary>What a failure without an answer comes out as: the caller's own cancellation as itself.</summary>
    public static Exception FromFailure(VendorChannel channel, CallProgress call, Exception failure, CancellationToken cancellationToken) => failure switch
    {
        ActivityLogException => failure,
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new OperationCanceledException("The call was cancelled.", failure, cancellationToken),
        BrokenCircuitException open => Unavailable(channel.Vendor, call, null, open.RetryAfter,
            $"was not asked, because too many of the last requests to it failed. {Sent(call)}. Try again {In(open.RetryAfter)}."),
        TimeoutRejectedException timeout => Unavailable(channel.Vendor, call, null, null,
            $"did not answer within {Limit(channel.Options, call, timeout)}. {Sent(call)}. Try again later."),
        _ when TransportFault.IsCertificate(failure) => Unavailable(channel.Vendor, call, failure, null,
            $"has a certificate that is not accepted, or no TLS version in common. {Sent(call)}. Check the base address and the machine's trusted certificates."),
        _ when TransportFault.Is(failure, cancellationToken) => Unavailable(channel.Vendor, call, failure, null,
            $"could not be reached ({Reason(failure)}). {Sent(call)}. Check the base address and the network, and try again later."),
        _ => failure,
    };

    /// <summary>The call's time ran out while it waited for a token.</summary>
    public static ActivityLogException NoTokenInTime(VendorChannel channel, CallProgress call) => Unavailable(channel.Vendor, call, null, null,
        $"gave no token within what was left of TotalTimeout ({Seconds(channel.Options.TotalTimeout)} s). {Sent(call)}. Try again later.");

    /// <summary>The vendor asked for a pause that is longer than the call can wait.</summary>
    public static ActivityLogException GateClosed(ActivityLogVendor vendor, CallProgress call, TimeSpan closedFor) =>
        new(ActivityLogErrorKind.Throttled, vendor, $"{vendor} asks for fewer requests. {Sent(call)}. Try again {In(closedFor)}.")
        {
            Attempts = call.Attempts,
            StatusCode = call.StatusCode,
            RetryAfter = closedFor,
        };

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static ActivityLogException Unavailable(ActivityLogVendor vendor, CallProgress call, Exception? inner, TimeSpan? retryAfter, string what) =>
        new(ActivityLogErrorKind.Unavailable, vendor, $"{vendor} {what}", inner)
        {
            Attempts = call.Attempts,
            StatusCode = call.StatusCode,
            RetryAfter = retryAfter,
        };

    private static string DescribeAnswer(BufferedBody body)
    {
        var verdict = body.Verdict;
        var (what, advice) = verdict.Kind switch
        {
            ActivityLogErrorKind.Invalid or ActivityLogErrorKind.Unauthorized when body.IsOfCredentialRequest =>
                ("refused the login or the refresh token", "Check the credentials; they are not tried again by themselves."),
            ActivityLogErrorKind.Invalid => ("refused the request as wrong", "Correct the query; repeating it does not help."),
            ActivityLogErrorKind.Unauthorized => ("refused the credentials, or what they are used for", "Check the configured credentials and their permissions."),
            ActivityLogErrorKind.Throttled => ("asks for fewer requests", $"Try again {In(body.RetryAfter)}."),
            ActivityLogErrorKind.Unavailable => ("could not answer", $"Try again {In(body.RetryAfter)}."),
            _ when body.IsOversize => ("sent a body above MaxResponseBytes", "Ask for smaller pages, or raise MaxResponseBytes."),
            _ => ("answered what its documentation does not describe", "Check the base address; if it is right, report this to the vendor."),
        };

        var message = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{body.Vendor} {what} (HTTP {body.StatusCode}");
        Append(message, ", code ", verdict.VendorCode);
        Append(message, ", request id ", verdict.RequestId);
        message.Append(')');
        Append(message, ": \"", verdict.VendorMessage, "\"");
        return message.Append(CultureInfo.InvariantCulture, $". {Sent(body.Attempts)}. {advice}").ToString();
    }

    private static void Append(StringBuilder message, string before, string? vendorText, string after = "")
    {
        if (string.IsNullOrEmpty(vendorText))
        {
            return;
        }

        message.Append(before);
        foreach (var c in vendorText)
        {
            // A log line or a terminal must not obey what a vendor's text says.
            _ = char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? message.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")
                : message.Append(c);
        }

        message.Append(after);
    }

    private static string Sent(CallProgress call) => Sent(call.Attempts);

    private static string Sent(int attempts) => attempts == 1 ? "1 request sent" : string.Create(CultureInfo.InvariantCulture, $"{attempts} requests sent");

    // A moment has passed since the vendor said 120.
    private static string In(TimeSpan? wait) => wait is not { } known ? "later" : $"in {Seconds(known < TimeSpan.FromSeconds(10) ? known : TimeSpan.FromSeconds(Math.Ceiling(known.TotalSeconds)))} s";

    // What is left of the total is set as a time-out of its own: its length would say nothing to a reader.
    private static string Limit(ActivityLogResilienceOptions options, CallProgress call, TimeoutRejectedException timeout) =>
        timeout.Timeout == options.AttemptTimeout && call.TimeLeft(options) > TimeSpan.Zero
            ? $"AttemptTimeout ({Seconds(options.AttemptTimeout)} s)"
            : $"TotalTimeout ({Seconds(options.TotalTimeout)} s)";

    private static string Reason(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => http.HttpRequestError.ToString(),
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown } http => http.HttpRequestError.ToString(),
        OperationCanceledException => "the connection was not made in time",
        _ => failure.GetType().Name,
    };
}
