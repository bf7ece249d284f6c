using System.Globalization;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>One value of <see cref="ActivityLogResilienceOptions"/>: how it is read from text and what is allowed.</summary>
/// <param name="Name">The property, and the configuration key.</param>
/// <param name="Allowed">What is allowed, for messages.</param>
/// <param name="TrySet">Reads the text into the options; false when it is not of the right form.</param>
/// <param name="Show">The value as text.</param>
/// <param name="FindOutOfRange">The value as text when it is out of range, else null.</param>
internal sealed record ResilienceSetting(
    string Name,
    string Allowed,
    Func<ActivityLogResilienceOptions, string, bool> TrySet,
    Func<ActivityLogResilienceOptions, string> Show,
    Func<ActivityLogResilienceOptions, string?> FindOutOfRange)
{
    private delegate bool TryParse<T>(string text, out T value);

    public static ResilienceSetting Time(
        string name,
        Func<ActivityLogResilienceOptions, TimeSpan> get,
        Action<ActivityLogResilienceOptions, TimeSpan> set,
        TimeSpan min,
        TimeSpan max) =>
        Create(name, get, set, TryParseTime, min, max, $"a time as hh:mm:ss, {min:c} to {max:c}");

    public static ResilienceSetting Whole(
        string name,
        Func<ActivityLogResilienceOptions, int> get,
        Action<ActivityLogResilienceOptions, int> set,
        int min,
        int max) =>
        Create(name, get, set, TryParseWhole, min, max, Invariant($"a whole number, {min} to {max}"));

    public static ResilienceSetting Ratio(
        string name,
        Func<ActivityLogResilienceOptions, double> get,
        Action<ActivityLogResilienceOptions, double> set,
        double min,
        double max) =>
        Create(name, get, set, TryParseRatio, min, max, Invariant($"a number, {min} to {max}"));

    private static ResilienceSetting Create<T>(
        string name,
        Func<ActivityLogResilienceOptions, T> get,
        Action<ActivityLogResilienceOptions, T> set,
        TryParse<T> parse,
        T min,
        T max,
        string allowed)
        where T : IComparable<T>, IFormattable
    {
        string Show(ActivityLogResilienceOptions options) => get(options).ToString(null, CultureInfo.InvariantCulture);
        return new(
            name,
            allowed,
            (options, text) =>
            {
                if (!parse(text, out var value))
                {
                    return false;
                }

                set(options, value);
                return true;
            },
            Show,
            options =>
            {
                // NaN compares below everything, so it is out of range, too.
                var value = get(options);
                return value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0 ? null : Show(options);
            });
    }

    // TimeSpan reads a bare `15` as fifteen days: nobody who writes that means it.
    private static bool TryParseTime(string text, out TimeSpan value) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value) && text.Contains(':', StringComparison.Ordinal);

    private static bool TryParseWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryParseRatio(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
