using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What stands around the data in Payrep's answers: <c>status</c>, <c>response_code</c> and <c>message</c>.</summary>
internal record struct PayrepEnvelopeHead
{
    public bool? Status { get; private set; }

    /// <summary>Two digits where the vendor sent a number of one.</summary>
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>Only if both say so.</summary>
    public readonly bool IsSuccess => Status == true && Code == "00";

    /// <summary>Reads the member whose name the reader stands on, if it is one of the three, and steps over it in any case.</summary>
    public void ReadMember(ref Utf8JsonReader reader)
    {
        var isStatus = JsonText.NameIs(ref reader, "status"u8);
        var isCode = JsonText.NameIs(ref reader, "response_code"u8);
        var isMessage = JsonText.NameIs(ref reader, "message"u8);
        reader.Read();
        if (isStatus || isCode || isMessage)
        {
            var text = JsonText.Read(ref reader);
            Status = isStatus ? StatusOf(text?.Trim()) : Status;
            Code = isCode ? CodeOf(text?.Trim()) : Code;
            Message = isMessage ? text : Message;
        }

        reader.Skip();
    }

    private static bool? StatusOf(string? text) =>
        Is(text, "true") || Is(text, "success") ? true
        : Is(text, "false") || Is(text, "error") || Is(text, "failed") ? false
        : null;

    private static string? CodeOf(string? text) =>
        text is { Length: 1 } && char.IsAsciiDigit(text[0]) ? "0" + text
        : text is { Length: 0 } ? null
        : text;

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
