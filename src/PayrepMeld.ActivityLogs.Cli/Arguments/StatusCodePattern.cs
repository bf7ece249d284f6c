using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>HTTP statuses as <c>400</c>, <c>4xx</c> or <c>!404</c>, or a list of them: any of those without <c>!</c>, and none of those with it.</summary>
internal sealed class StatusCodePattern
{
    public const string Allowed = "a status (400), a class (4xx), either with '!' for all others, or a comma-separated list of them";

    private readonly List<(int From, int To)> _wanted;
    private readonly List<(int From, int To)> _unwanted;

    private StatusCodePattern(List<(int From, int To)> wanted, List<(int From, int To)> unwanted) => (_wanted, _unwanted) = (wanted, unwanted);

    public static bool TryParse(IEnumerable<string> texts, out StatusCodePattern? pattern)
    {
        pattern = null;
        var (wanted, unwanted) = (new List<(int From, int To)>(), new List<(int From, int To)>());
        foreach (var item in texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            var isUnwanted = item.StartsWith('!');
            if (!TryParseOne(isUnwanted ? item[1..] : item, out var range))
            {
                return false;
            }

            (isUnwanted ? unwanted : wanted).Add(range);
        }

        pattern = new StatusCodePattern(wanted, unwanted);
        return wanted.Count + unwanted.Count > 0;
    }

    /// <summary>An entry without a status is none of those asked for, and none of those refused.</summary>
    public bool Matches(int? status) => status is { } code
        ? (_wanted.Count == 0 || _wanted.Exists(r => code >= r.From && code <= r.To)) && !_unwanted.Exists(r => code >= r.From && code <= r.To)
        : _wanted.Count == 0;

    private static bool TryParseOne(string text, out (int From, int To) range)
    {
        range = default;
        if (text.Length != 3 || text[0] is < '1' or > '9')
        {
            return false;
        }

        if (text.AsSpan(1).Equals("xx", StringComparison.OrdinalIgnoreCase))
        {
            var first = (text[0] - '0') * 100;
            range = (first, first + 99);
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        range = (code, code);
        return true;
    }
}
