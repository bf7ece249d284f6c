namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What the store of rows needs to know of one.</summary>
internal interface IVendorRow
{
    string RowId { get; }

    DateTimeOffset Time { get; }

    /// <summary>What is below a tick, 0 to 99.</summary>
    int Nanoseconds { get; }
}
