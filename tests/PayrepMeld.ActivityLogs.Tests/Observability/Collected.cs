using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace PayrepMeld.ActivityLogs.Tests.Observability;

/// <summary>What an application that has OpenTelemetry switched on gets to see of the SDK.</summary>
internal sealed class Collected : ILoggerProvider
{
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly MetricExporter _metrics = new();

    public Collected()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource(ActivityLogTelemetry.ActivitySourceName).AddProcessor(new SimpleActivityExportProcessor(new SpanExporter(this))).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter(ActivityLogTelemetry.MeterName).AddReader(new BaseExportingMetricReader(_metrics)).Build();
    }

    public ConcurrentQueue<SeenSpan> Spans { get; } = new();

    public ConcurrentQueue<SeenEvent> Events { get; } = new();

    /// <summary>What was measured so far, a row for each set of tags.</summary>
    public IReadOnlyList<SeenMeasurement> Measurements
    {
        get
        {
            _metering.ForceFlush().Should().BeTrue();
            return _metrics.Last;
        }
    }

    /// <summary>All of it as text.</summary>
    public string Text => string.Join('\n', _texts.Concat(Spans.Select(s => s.ToString())).Concat(Measurements.Select(m => m.ToString())));

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
    }

    private static Dictionary<string, object?> ToDictionary(ReadOnlyTagCollection tags)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            all.Add(name, value);
        }

        return all;
    }

    private static string Show(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    internal sealed record SeenSpan(string Name, ActivityKind Kind, ActivityStatusCode Status, IReadOnlyDictionary<string, object?> Tags, string Rest)
    {
        public override string ToString() => $"{Name} {Kind} {Status} {Show(Tags)} {Rest}";
    }

    internal sealed record SeenMeasurement(string Name, MetricType Type, string Unit, string Description, IReadOnlyDictionary<string, object?> Tags, double Sum, IReadOnlyList<double> Bounds)
    {
        public override string ToString() => $"{Name} {Sum} {Show(Tags)}";
    }

    internal sealed record SeenEvent(string Category, LogLevel Level, EventId Id);

    private sealed class SpanExporter(Collected all) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                var rest = new StringBuilder(span.StatusDescription).Append(Show(span.Baggage.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)))).AppendJoin(' ', span.Events.Select(e => e.Name + Show(e.Tags)));
                all.Spans.Enqueue(new(span.DisplayName, span.Kind, span.Status, span.TagObjects.ToDictionary(StringComparer.Ordinal), rest.ToString()));
            }

            return ExportResult.Success;
        }
    }

    private sealed class MetricExporter : BaseExporter<Metric>
    {
        public IReadOnlyList<SeenMeasurement> Last { get; private set; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var all = new List<SeenMeasurement>();
            foreach (var metric in batch)
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    var isHistogram = metric.MetricType == MetricType.Histogram;
                    var bounds = new List<double>();
                    if (isHistogram)
                    {
                        foreach (var bucket in point.GetHistogramBuckets())
                        {
                            bounds.Add(bucket.ExplicitBound);
                        }
                    }

                    all.Add(new(metric.Name, metric.MetricType, metric.Unit, metric.Description, ToDictionary(point.Tags), isHistogram ? point.GetHistogramSum() : point.GetSumLong(), bounds));
                }
            }

            Last = all;
            return ExportResult.Success;
        }
    }

    private sealed class Category(Collected all, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            all._texts.Enqueue($"{name} {eventId}: {formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> values ? Show(values) : "")} {exception}");
            all.Events.Enqueue(new(name, logLevel, eventId));
        }
    }
}
