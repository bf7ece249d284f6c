using System.Diagnostics.CodeAnalysis;
using PayrepMeld.ActivityLogs.Following;

namespace PayrepMeld.ActivityLogs;

/// <summary>
/// How far a follow has come. Opaque and printable: store <see cref="ToString"/>, read it back with <see cref="Parse"/>, also in another
/// process or on another machine, and pass it to <see cref="FollowOptions.ResumeFrom"/>.
/// </summary>
/// <remarks>
/// It belongs to one source (a vendor, or both merged), one account, and one query's filters; used elsewhere it is refused. The other values of the query
/// and all of <see cref="FollowOptions"/> may change. It holds times, and hashes of the ids of the rows within <see cref="FollowOptions.Overlap"/>, about 16 characters for each; no credential.
/// </remarks>
public sealed class FollowPosition : IEquatable<FollowPosition>
{
    private string? _text;

    internal FollowPosition(FollowState state) => State = state;

    internal FollowState State { get; }

    /// <summary>Reads a position's text.</summary>
    /// <param name="text">What <see cref="ToString"/> gave.</param>
    /// <returns>The position.</returns>
    /// <exception cref="FormatException">The text is not one of a position of this version: cut, mistyped, or made by a newer library.</exception>
    public static FollowPosition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var position)
            ? position
            : throw new FormatException("The text is not a position of this version: it was cut, mistyped, or made by a newer library.");
    }

    /// <summary>Reads a position's text, if it is one.</summary>
    /// <param name="text">What <see cref="ToString"/> gave; null is none.</param>
    /// <param name="position">The position.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out FollowPosition? position)
    {
        position = text is not null && FollowStateCodec.TryDecode(text) is { } state ? new FollowPosition(state) { _text = text } : null;
        return position is not null;
    }

    /// <summary>The text to store: ASCII letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</summary>
    public override string ToString() => _text ??= FollowStateCodec.Encode(State);

    /// <summary>Whether both have the same text.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they do.</returns>
    public bool Equals(FollowPosition? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FollowPosition);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
