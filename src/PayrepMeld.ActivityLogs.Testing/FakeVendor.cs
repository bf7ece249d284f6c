namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// What both fakes have in common: a vendor's behaviour without a socket. <see cref="CreateHandler"/> answers in memory;
/// <see cref="FakePayrepServer"/> and <see cref="FakeMeldServer"/> answer on one. Safe for use by many threads at once.
/// </summary>
public abstract class FakeVendor
{
    private readonly Dictionary<string, FakeAnswer> _previous = new(StringComparer.Ordinal);
    private readonly FakeVendorOptions _options;

    private protected FakeVendor(FakeVendorOptions options)
    {
        _options = options;
        Clock = options.TimeProvider;
        Journal = new RequestJournal(options.JournalCapacity);
    }

    /// <summary>Which requests go wrong, and how.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>What was asked.</summary>
    public RequestJournal Journal { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Guards the rows and whatever else a request reads or changes.</summary>
    private protected object Gate { get; } = new();

    /// <summary>Makes a handler that answers in memory, for an <see cref="HttpClient"/>: no socket, the same behaviour.</summary>
    /// <returns>A handler of its own; disposing it does nothing to the fake.</returns>
    public HttpMessageHandler CreateHandler() => new InMemoryHandler(this);

    /// <summary>The answer to a request that is already in the journal, and how it is to be delivered.</summary>
    internal async ValueTask<FakeAnswer> AnswerAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        if (Faults.Take(request) is not { } fault)
        {
            return Respond(request, PageFault.None);
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, Clock, cancellationToken).ConfigureAwait(false);
        }

        fault.Before?.Invoke(this);
        var answer = fault.Instead?.Invoke() ?? Repeated(request, fault) ?? Respond(request, fault.Page);
        answer = fault.Edit?.Invoke(answer) ?? answer;
        return answer.With(fault.Delivery);
    }

    /// <summary>What the vendor answers. Called under <see cref="Gate"/>.</summary>
    private protected abstract FakeAnswer Respond(FakeRequest request, string path, PageFault fault);

    private FakeAnswer? Repeated(FakeRequest request, Fault fault)
    {
        lock (Gate)
        {
            return fault.RepeatsPage && _previous.TryGetValue(request.Path, out var answer) ? answer : null;
        }
    }

    private FakeAnswer Respond(FakeRequest request, PageFault fault)
    {
        var under = _options.BasePath.TrimEnd('/');
        var path = request.Path.StartsWith(under, StringComparison.Ordinal) ? request.Path[under.Length..] : "";
        lock (Gate)
        {
            var answer = Respond(request, path, fault);
            if (answer.Status == 200)
            {
                _previous[request.Path] = answer;
            }

            return answer;
        }
    }
}
