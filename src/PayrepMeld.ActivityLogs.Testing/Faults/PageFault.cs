namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What is wrong with the rows of a page.</summary>
internal enum PageFault
{
    None = 0,

    /// <summary>A row comes twice.</summary>
    DuplicateRow,

    /// <summary>The page ends in the row that the cursor named.</summary>
    StuckCursor,

    /// <summary>The rows are null.</summary>
    DataNull,

    /// <summary>The rows are left out.</summary>
    DataAbsent,
}
