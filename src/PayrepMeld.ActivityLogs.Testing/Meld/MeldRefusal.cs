namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The vendor says no: becomes an HTTP status with Meld's error object.</summary>
internal sealed class MeldRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static MeldRefusal BadRequest(string message) => new(400, "BAD_REQUEST", message);
}
