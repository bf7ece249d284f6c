namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>How a fake writes a time's offset. Neither vendor documents its own.</summary>
public enum OffsetStyle
{
    /// <summary><c>2026-04-15T08:42:00Z</c>.</summary>
    Z = 0,

    /// <summary><c>2026-04-15T08:42:00+00:00</c>.</summary>
    PlusZero = 1,

    /// <summary><c>2026-04-15T09:42:00+01:00</c>: the same instant, in Lagos time.</summary>
    PlusOne = 2,

    /// <summary><c>2026-04-15T08:42:00</c>: no offset, meant as UTC.</summary>
    None = 3,
}
