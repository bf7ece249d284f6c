namespace PayrepMeld.ActivityLogs;

/// <summary>The documented values of <see cref="PayrepActivity.Status"/>. Strings, because Payrep may add more.</summary>
public static class PayrepStatuses
{
    /// <summary>The logged request succeeded.</summary>
    public const string Success = "success";

    /// <summary>The logged request failed.</summary>
    public const string Error = "error";
}
