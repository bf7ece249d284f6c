namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>A value as a message may show it.</summary>
internal static class Shown
{
    private const int MaxLength = 40;

    /// <summary>In quotes when short and printable; else only its length, since it is not what the key is for.</summary>
    public static string Text(string value) =>
        value.Length <= MaxLength && value.All(c => c is >= ' ' and < '\x7f') ? $"'{value}'" : $"a text of {value.Length} characters";
}
