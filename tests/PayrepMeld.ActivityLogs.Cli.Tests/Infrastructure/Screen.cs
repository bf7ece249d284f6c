using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>What is left on a terminal after it was written to: of escape sequences it obeys those that a progress bar moves with.</summary>
internal static class Screen
{
    /// <param name="output">What was written; a line feed begins a line.</param>
    /// <param name="width">A longer line goes on in the next one.</param>
    /// <returns>The lines, without what is empty at their end.</returns>
    public static IReadOnlyList<string> Of(string output, int width)
    {
        var (lines, row, column) = (new List<List<char>> { new() }, 0, 0);
        for (var i = 0; i < output.Length; i++)
        {
            if (output[i] == '\e')
            {
                var end = output.AsSpan(i).IndexOfAnyInRange('@', '~') is var letter && output[i + letter] == '[' ? i + 2 : i + letter;
                while (!char.IsAsciiLetter(output[end]))
                {
                    end++;
                }

                var count = int.TryParse(output.AsSpan((i + 2)..end), CultureInfo.InvariantCulture, out var given) ? given : 1;
                switch (output[end])
                {
                    case 'A':
                        row = Math.Max(0, row - count);
                        break;
                    case 'K':
                        count.Should().Be(2, "only whole lines are erased");
                        lines[row].Clear();
                        break;
                    default:
                        "hlm".Should().Contain(output[end].ToString(), "no other sequence is known here");
                        break;
                }

                i = end;
            }
            else if (output[i] == '\r')
            {
                column = 0;
            }
            else
            {
                if (output[i] == '\n' || column == width)
                {
                    (row, column) = (row + 1, 0);
                    if (row == lines.Count)
                    {
                        lines.Add([]);
                    }
                }

                if (output[i] != '\n')
                {
                    while (lines[row].Count <= column)
                    {
                        lines[row].Add(' ');
                    }

                    lines[row][column++] = output[i];
                }
            }
        }

        return [.. lines.Select(line => string.Concat(line).TrimEnd()).Reverse().SkipWhile(string.IsNullOrEmpty).Reverse()];
    }
}
