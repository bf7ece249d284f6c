using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PayrepMeld.ActivityLogs.Cli.Progress;

/// <summary>A bar on standard error during a long read, and no trace of it afterwards.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 24;

    /// <summary>The bar has an empty line above and below, where the cursor waits, hidden.</summary>
    public static ReadOnlySpan<byte> Eraser => "\r\e[2K\e[1A\e[2K\e[1A\e[2K\e[?25h"u8;

    public static Task ShowAsync(IAnsiConsole console, ReadProgress progress, Func<Action<long, double?>, Task> read) =>
        console.Progress()
            .AutoClear(enabled: true)
            .Columns(new ProgressBarColumn { Width = BarWidth }, new FiguresColumn(progress))
            .StartAsync(async context =>
            {
                var task = context.AddTask("read", maxValue: 1);
                task.IsIndeterminate = true;
                await read((entries, done) =>
                {
                    progress.Report(entries, done);
                    if (progress.Fraction is { } fraction)
                    {
                        (task.IsIndeterminate, task.Value) = (false, fraction);
                    }
                });
            });

    /// <summary>The figures in words, such as <c>41 %  12,345 entries  2,345/s  3 min left</c>.</summary>
    public static string Text(double? fraction, (long Entries, double? Rate, TimeSpan? Left) now)
    {
        var parts = new List<string>();
        if (fraction is { } done)
        {
            // 100 % is for the end alone.
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)(done * 100),2} %"));
        }

        parts.Add(Amount.Of(now.Entries));
        if (now.Rate is { } rate)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s"));
        }

        if (now.Left is { } left)
        {
            parts.Add(Span(left) + " left");
        }

        return string.Join("  ", parts);
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds):N0} s"),
        { TotalMinutes: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:N0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
    };

    private sealed class FiguresColumn(ReadProgress progress) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text(progress.Fraction, progress.Now()));
    }
}
