namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What may stand in a header: a token with a line break in it would end its header and begin another.</summary>
internal static class HeaderText
{
    /// <summary>Whether the text is not empty and printable ASCII throughout.</summary>
    public static bool IsSendable(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
