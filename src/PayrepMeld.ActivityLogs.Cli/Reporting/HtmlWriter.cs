using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Writes HTML from interpolated texts: what stands in the program is markup, and whatever is put into it is encoded.</summary>
internal sealed class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    [SuppressMessage("Performance", "CA1822", Justification = "The line is written to this writer, which its parts are given.")]
    public void Add([InterpolatedStringHandlerArgument("")] Markup line) => line.End();

    /// <summary>Words with a space between, none of them broken where a line has room for it.</summary>
    public void AddWords(IEnumerable<string> words) => _html.AppendJoin(' ', words.Select(word => $"<span>{Encode(word)}</span>"));

    /// <summary>Markup of the program's own, with nothing put into it.</summary>
    public void AddRaw(string markup) => _html.Append(markup);

    public override string ToString() => _html.ToString();

    // Invisible characters are shown by their number: some turn the direction of what follows.
    private static string Encode(string? text) => Encoder.Encode(SafeText.Escape(text));

    /// <summary>Receives the literal parts and the values of an interpolated text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly StringBuilder _html;

        // The compiler counts them; nothing is reserved by them.
        public Markup(int literalLength, int formattedCount, HtmlWriter writer) => (_html, _, _) = (writer._html, literalLength, formattedCount);

        public void AppendLiteral(string markup) => _html.Append(markup);

        public void AppendFormatted(string? text) => _html.Append(Encode(text));

        public void AppendFormatted(long number, string? format = null) => _html.Append(number.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(double number, string? format = null) => _html.Append(number.ToString(format ?? "0.###", CultureInfo.InvariantCulture));

        public void End() => _html.Append('\n');
    }
}
