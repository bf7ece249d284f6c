namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>How a fake writes a field that has no value.</summary>
public enum MissingField
{
    /// <summary>As JSON <c>null</c>.</summary>
    Null = 0,

    /// <summary>Not at all.</summary>
    Absent = 1,

    /// <summary>As an empty text, whatever the field's type.</summary>
    EmptyText = 2,
}
