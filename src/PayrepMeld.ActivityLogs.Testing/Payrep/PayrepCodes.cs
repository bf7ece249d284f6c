namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The codes the fake itself answers with.</summary>
internal static class PayrepCodes
{
    public const string Success = "00";
    public const string Validation = "01";
    public const string MissingField = "02";
    public const string BadCredentials = "41";
    public const string InvalidToken = "42";

    /// <summary>The HTTP status that would say the same.</summary>
    public static int HttpStatus(string code) => code is BadCredentials or InvalidToken ? 401 : 400;
}
