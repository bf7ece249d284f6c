using System.CommandLine;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>How long something takes: <c>50ms</c>, <c>2s</c>, <c>1.5m</c>.</summary>
internal sealed class DurationOption(string name, string description, TimeSpan byDefault, TimeSpan least, TimeSpan most)
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Zero is allowed too, below the least.</summary>
    public bool OrZero { get; init; }

    public Option<string> Option { get; } = new(name) { Description = $"{description}; {Text(byDefault)} unless given.", HelpName = "DURATION" };

    /// <exception cref="UsageException">It is no such duration.</exception>
    public TimeSpan Read(ParseResult typed) => typed.GetValue(Option) is not { } text ? byDefault
        : TryParse(text, out var duration) && ((duration >= least && duration <= most) || (OrZero && duration == TimeSpan.Zero)) ? duration
        : throw UsageException.Of(Option.Name, text, $"a duration such as 50ms, 2s or 1m, {(OrZero ? "0s or " : "")}{Text(least)} to {Text(most)}");

    private static bool TryParse(string text, out TimeSpan duration)
    {
        foreach (var (unit, milliseconds) in Units)
        {
            // "ms" comes first: what ends in it ends in "s", too.
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                var isNumber = double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count);
                duration = double.IsFinite(count) ? TimeSpan.FromMilliseconds(Math.Min(count * milliseconds, TimeSpan.FromDays(1000).TotalMilliseconds)) : default;
                return isNumber && double.IsFinite(count);
            }
        }

        duration = default;
        return false;
    }

    private static string Text(TimeSpan duration)
    {
        var (unit, milliseconds) = Units.Last(u => duration.TotalMilliseconds >= u.Milliseconds || u.Unit == "ms");
        return duration == TimeSpan.Zero ? "0s" : (duration.TotalMilliseconds / milliseconds).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
