namespace PayrepMeld.ActivityLogs;

/// <summary>How the logged request ended.</summary>
public enum ActivityLogOutcome
{
    /// <summary>
    /// The row does not say. Common for Meld, whose rows have no documented outcome: it is known only where a status
    /// code is found in <c>attributes</c> or <c>details</c>, or the action ends in <c>_FAILED</c>.
    /// </summary>
    Unknown = 0,

    /// <summary>Payrep status <c>success</c>, or a status code below 400.</summary>
    Success = 1,

    /// <summary>Payrep status <c>error</c>, a status code of 400 or above, or a Meld action that ends in <c>_FAILED</c>.</summary>
    Failure = 2,
}
