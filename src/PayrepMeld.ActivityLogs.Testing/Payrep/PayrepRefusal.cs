namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The vendor says no: becomes an envelope with a code.</summary>
internal sealed class PayrepRefusal(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
