namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>A name becomes part of service keys such as <c>name/Meld</c>.</summary>
internal static class AccountNames
{
    public const string Allowed = "a name that is not empty or blank and holds no '/' and no control character";

    public static bool IsValid(string name) =>
        !string.IsNullOrWhiteSpace(name) && !name.Contains('/', StringComparison.Ordinal) && !name.Any(char.IsControl);
}
