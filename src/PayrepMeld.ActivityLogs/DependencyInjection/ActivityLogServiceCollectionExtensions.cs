namespace PayrepMeld.ActivityLogs;

/// <summary>Placeholder.</summary>
public static class ActivityLogServiceCollectionExtensions;
