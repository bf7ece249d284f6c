namespace PayrepMeld.ActivityLogs;

/// <summary>Placeholder.</summary>
public sealed class ActivityLogCursor;
