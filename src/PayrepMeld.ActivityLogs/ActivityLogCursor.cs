using System.Diagnostics.CodeAnalysis;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs;

/// <summary>
/// Where a read left off. Opaque and printable: store <see cref="ToString"/>, read it back with <see cref="Parse"/>, also in another
/// process or on another machine.
/// </summary>
/// <remarks>
/// It belongs to one source (a vendor, or both merged), one account, and one query; used elsewhere it is refused. A range relative to now (<see cref="ActivityLogQuery.From"/>
/// a day ago) is another query in the next run: fix it, or store it with the cursor. What of a query does not select rows (<see cref="ActivityLogQuery.PageSize"/>, <see cref="ActivityLogQuery.MaxEntries"/>, <see cref="ActivityLogQuery.IncludeRaw"/>,
/// <see cref="ActivityLogQuery.PrefetchPages"/>, <see cref="ActivityLogQuery.MaxConcurrency"/>) may change.
/// It holds the ids and times of the last rows read, no credential. Vendors do not say how long they honour one.
/// </remarks>
public sealed class ActivityLogCursor : IEquatable<ActivityLogCursor>
{
    // Made when it is first asked for: most pages' cursors never are.
    private string? _text;

    internal ActivityLogCursor(CursorState state, string? text = null)
    {
        State = state;
        _text = text;
    }

    internal CursorState State { get; }

    /// <summary>Reads a cursor's text.</summary>
    /// <param name="text">What <see cref="ToString"/> gave.</param>
    /// <returns>The cursor.</returns>
    /// <exception cref="FormatException">The text is not one of a cursor of this version: cut, mistyped, or made by a newer library.</exception>
    public static ActivityLogCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var cursor)
            ? cursor
            : throw new FormatException("The text is not an activity-log cursor of this version: it was cut, mistyped, or made by a newer library.");
    }

    /// <summary>Reads a cursor's text, if it is one.</summary>
    /// <param name="text">What <see cref="ToString"/> gave; null is none.</param>
    /// <param name="cursor">The cursor.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ActivityLogCursor? cursor)
    {
        cursor = text is not null && CursorCodec.TryDecode(text) is { } state ? new ActivityLogCursor(state, text) : null;
        return cursor is not null;
    }

    /// <summary>The text to store: ASCII letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</summary>
    public override string ToString() => _text ??= CursorCodec.Encode(State);

    /// <summary>Whether both have the same text.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they do.</returns>
    public bool Equals(ActivityLogCursor? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActivityLogCursor);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
