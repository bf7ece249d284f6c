namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class Likeness
{
    /// <summary>The nearest of the names; null if none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        // One slip in three characters is no slip any more.
        var furthest = typed.Length < 3 ? 0 : Math.Max(1, typed.Length / 3);
        return names.Where(name => Distance(typed, name) <= furthest).MinBy(name => Distance(typed, name));
    }

    /// <summary>How many characters have to be added, taken away, changed, or exchanged with their neighbour to make one text of the other, ignoring case.</summary>
    public static int Distance(string one, string other)
    {
        var steps = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                var changed = steps[i - 1, j - 1] + (AreSame(one[i - 1], other[j - 1]) ? 0 : 1);
                steps[i, j] = Math.Min(changed, 1 + Math.Min(steps[i - 1, j], steps[i, j - 1]));
                if (i > 1 && j > 1 && AreSame(one[i - 1], other[j - 2]) && AreSame(one[i - 2], other[j - 1]))
                {
                    steps[i, j] = Math.Min(steps[i, j], 1 + steps[i - 2, j - 2]);
                }
            }
        }

        return steps[one.Length, other.Length];
    }

    private static bool AreSame(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
