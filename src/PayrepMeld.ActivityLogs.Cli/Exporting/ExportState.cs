using System.Text.Json.Serialization;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>How far an export has come, as it is saved beside the partial file. It describes a prefix of that file which is on the disk.</summary>
internal sealed record ExportState
{
    /// <summary>Goes up when a newer tool would continue a file in another way than it was begun.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required ExportTerms Terms { get; init; }

    /// <summary>As instants: "three days ago" stays what it was when the export began.</summary>
    public DateTimeOffset? From { get; init; }

    /// <inheritdoc cref="From"/>
    public DateTimeOffset? To { get; init; }

    /// <summary>Where reading goes on; null for the newest entry.</summary>
    public string? Cursor { get; init; }

    /// <summary>The file's length in bytes at that place: what stands behind it is cut off.</summary>
    public long Length { get; init; }

    /// <summary>What the file ends with there, as a <see cref="FileTail"/>: a file that was changed since is not gone on with.</summary>
    public string Tail { get; init; } = FileTail.OfNothing;

    public long Entries { get; init; }

    /// <summary>Of the entries in the file.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <inheritdoc cref="Newest"/>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>How many rows the vendor said there were at the beginning.</summary>
    public long? Rows { get; init; }

    public UnreadableTally Unreadable { get; init; } = UnreadableTally.Empty;

    /// <summary>Whether rows were left out that do not say how they ended.</summary>
    public bool HasUnknownOutcomes { get; init; }

    /// <summary>The partial file is the whole one.</summary>
    public bool IsFinished { get; init; }
}

[JsonSerializable(typeof(ExportState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class ExportStateJson : JsonSerializerContext;
