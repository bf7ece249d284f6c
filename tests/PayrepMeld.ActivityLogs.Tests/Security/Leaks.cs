using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;

namespace PayrepMeld.ActivityLogs.Tests.Security;

/// <summary>
/// Collects everything a program can see of the SDK beside the entries: log lines of every category and level with their values and scopes, spans,
/// metric tags, and errors with all their properties. Then searches it for secrets in every form they travel in.
/// </summary>
internal sealed class Leaks : ILoggerProvider
{
    private const string ContentStart = "what was seen: ";

    private readonly ConcurrentQueue<string> _seen = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();

    public Leaks()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = See,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        _metrics.Start();
    }

    /// <summary>Everything seen so far.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>The ways a secret can be written.</summary>
    public static IReadOnlyList<string> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var base64 = Convert.ToBase64String(bytes);
        return
        [
            secret,
            base64,
            base64.TrimEnd('='),
            base64.TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            Uri.EscapeDataString(secret),
            Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal),
            Uri.EscapeDataString(base64),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        ];
    }

    /// <summary>What was seen that holds a secret in some form; empty when nothing does.</summary>
    public IEnumerable<string> Find(params string[] secrets)
    {
        var forms = secrets.SelectMany(Forms).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _seen.Where(text => forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase))).Select(text => ContentStart + text);
    }

    /// <summary>An error, with all it holds.</summary>
    public void See(Exception error)
    {
        _seen.Enqueue("error " + error);
        var met = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Walk(error, met, depth: 0);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
    }

    private void Walk(object? value, HashSet<object> met, int depth)
    {
        switch (value)
        {
            case null or Type or MethodBase or CancellationToken or Delegate:
                return;
            case string text:
                _seen.Enqueue("property " + text);
                return;
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                {
                    Walk(pair.Key, met, depth + 1);
                    Walk(pair.Value, met, depth + 1);
                }

                return;
        }

        _seen.Enqueue("property " + value);
        if (value.GetType().IsPrimitive || depth > 6 || !met.Add(value))
        {
            return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (property.GetIndexParameters().Length == 0 && property.GetMethod is not null && value is Exception)
            {
                Walk(property.GetValue(value), met, depth + 1);
            }
        }
    }

    private void See(Activity span)
    {
        var text = new StringBuilder("span ").Append(span.Source.Name).Append(' ').Append(span.OperationName).Append(' ').Append(span.DisplayName).Append(' ').Append(span.StatusDescription);
        foreach (var (name, value) in span.TagObjects.Concat(span.Events.SelectMany(e => e.Tags)))
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }

        foreach (var (name, value) in span.Baggage)
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }

        _seen.Enqueue(text.ToString());
    }

    private void See(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder("metric ").Append(instrument.Name).Append(' ').Append(value);
        foreach (var (name, tag) in tags)
        {
            text.Append(' ').Append(name).Append('=').Append(tag);
        }

        _seen.Enqueue(text.ToString());
    }

    private sealed class Category(Leaks leaks, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            leaks._seen.Enqueue($"scope {name}: {state}{Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            leaks._seen.Enqueue($"log {name} {logLevel} {eventId}: {formatter(state, exception)}{Values(state)} {exception}");

        private static string Values<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? " " + string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")) : "";
    }
}
