namespace PayrepMeld.ActivityLogs;

/// <summary>
/// The id of every line this library logs, under <see cref="ActivityLogTelemetry.LoggerCategory"/>; the event's name is that of the constant. Ids are stable: none is
/// given to another event.
/// </summary>
public static class ActivityLogEventIds
{
    /// <summary>Information: an attempt failed and is repeated.</summary>
    public const int Retrying = 1;

    /// <summary>Warning: the vendor answered HTTP 429, and no request is sent for a while.</summary>
    public const int Throttled = 2;

    /// <summary>Error: too many requests failed, and none is sent for a while.</summary>
    public const int BreakerOpened = 3;

    /// <summary>Warning: a body above <see cref="ActivityLogResilienceOptions.MaxResponseBytes"/> was not read to its end.</summary>
    public const int Oversize = 4;

    /// <summary>Warning: a row could not be read; the page goes on without it.</summary>
    public const int UnreadableRow = 5;

    /// <summary>Warning: rows came out of order, so the read goes to the end of the log. Once in a read.</summary>
    public const int OutOfOrder = 6;

    /// <summary>Warning: Meld's count of remaining rows is missing or wrong, so the read goes on until a page is empty. Once in a read.</summary>
    public const int RemainingUntrusted = 7;

    /// <summary>Information: Payrep's access token was renewed.</summary>
    public const int TokenRenewed = 8;

    /// <summary>Error: Payrep refused the login, and it is not tried again for 15 minutes, or until the credentials change.</summary>
    public const int LoginRefused = 9;

    /// <summary>Warning: the oldest rows shown have no usable id and time, and the read ends there.</summary>
    public const int EndedAtUnplacedRows = 10;

    /// <summary>Warning: following met an error and goes on after a wait.</summary>
    public const int FollowingGoesOn = 11;

    /// <summary>Warning: a health check's own request failed before the vendor could answer: a handler that was added to the HTTP client threw.</summary>
    public const int HealthProbeFailed = 12;

    /// <summary>Warning: a changed configuration is not valid, or moves a vendor, and is not used.</summary>
    public const int ReloadRefused = 20;

    /// <summary>Warning: two accounts share a credential but not their resilience settings; those of the first hold.</summary>
    public const int ResilienceDiffers = 21;
}
