using Microsoft.Extensions.Logging;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Every line this library logs; a method's name is its event's. None holds a secret, a query string or a customer's id.</summary>
internal static partial class Log
{
    [LoggerMessage(ActivityLogEventIds.Retrying, LogLevel.Information, "{Vendor}: attempt {Attempt} failed ({Failure}), next one in {Wait}")]
    public static partial void Retrying(ILogger logger, ActivityLogVendor vendor, int attempt, string failure, TimeSpan wait);

    [LoggerMessage(ActivityLogEventIds.Throttled, LogLevel.Warning, "{Vendor} asks for fewer requests, and to wait {Wait}: none is sent for {Closed}")]
    public static partial void Throttled(ILogger logger, ActivityLogVendor vendor, TimeSpan wait, TimeSpan closed);

    [LoggerMessage(ActivityLogEventIds.BreakerOpened, LogLevel.Error, "{Vendor}: too many requests failed, none is sent for {Wait}")]
    public static partial void BreakerOpened(ILogger logger, ActivityLogVendor vendor, TimeSpan wait);

    [LoggerMessage(ActivityLogEventIds.Oversize, LogLevel.Warning, "{Vendor} sent a body above {MaxResponseBytes} bytes: it was not read to its end")]
    public static partial void Oversize(ILogger logger, ActivityLogVendor vendor, int maxResponseBytes);

    [LoggerMessage(ActivityLogEventIds.UnreadableRow, LogLevel.Warning, "{Vendor}, account {Account}: a row could not be read: {Reason}")]
    public static partial void UnreadableRow(ILogger logger, ActivityLogVendor vendor, string account, string reason);

    [LoggerMessage(ActivityLogEventIds.OutOfOrder, LogLevel.Warning, "{Vendor}, account {Account}: rows came out of order; all are delivered, and this read goes to the end of the log")]
    public static partial void OutOfOrder(ILogger logger, ActivityLogVendor vendor, string account);

    [LoggerMessage(ActivityLogEventIds.RemainingUntrusted, LogLevel.Warning, "{Vendor}, account {Account}: the count of remaining rows is missing or wrong; this read goes on until a page is empty")]
    public static partial void RemainingUntrusted(ILogger logger, ActivityLogVendor vendor, string account);

    [LoggerMessage(ActivityLogEventIds.EndedAtUnplacedRows, LogLevel.Warning, "{Vendor}, account {Account}: the oldest rows shown have no usable id and time; the largest page shows nothing behind them, and the read ends there")]
    public static partial void EndedAtUnplacedRows(ILogger logger, ActivityLogVendor vendor, string account);

    [LoggerMessage(ActivityLogEventIds.TokenRenewed, LogLevel.Information, "{Vendor}: the access token was renewed")]
    public static partial void TokenRenewed(ILogger logger, ActivityLogVendor vendor);

    [LoggerMessage(ActivityLogEventIds.LoginRefused, LogLevel.Error, "{Vendor} refused the login (code {VendorCode}): none is tried again for {Wait}, or until the credentials change")]
    public static partial void LoginRefused(ILogger logger, ActivityLogVendor vendor, string? vendorCode, TimeSpan wait);

    [LoggerMessage(ActivityLogEventIds.FollowingGoesOn, LogLevel.Warning, "{Vendor}, account {Account}: following met an error, the {Failures}. in a row, and goes on in {Wait}: {Error}")]
    public static partial void FollowingGoesOn(ILogger logger, ActivityLogVendor vendor, string account, int failures, TimeSpan wait, string error);

    [LoggerMessage(ActivityLogEventIds.HealthProbeFailed, LogLevel.Warning, "{Vendor}, account {Account}: a health check's own request failed before the vendor could answer, with a {Failure}")]
    public static partial void HealthProbeFailed(ILogger logger, ActivityLogVendor vendor, string account, string? failure);

    [LoggerMessage(ActivityLogEventIds.ReloadRefused, LogLevel.Warning, "The changed configuration of account {Account} is not used: {Reason}")]
    public static partial void ReloadRefused(ILogger logger, string account, string reason);

    [LoggerMessage(ActivityLogEventIds.ResilienceDiffers, LogLevel.Warning, "Account {Account} has the credential at {Vendor} of account {First} but other resilience settings: those of {First} hold for both")]
    public static partial void ResilienceDiffers(ILogger logger, string account, ActivityLogVendor vendor, string first);
}
