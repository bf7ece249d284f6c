using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>Makes the scripted calls through one flavour's clients, over real sockets, and writes down what went over the wire and what came of it.</summary>
internal sealed class WireTranscript(RecordingServer server, Func<HttpClient, IPayrepApi> payrep, Func<HttpClient, IMeldApi> meld)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Waits of zero are no waits on a clock that stands.
    private static readonly ActivityLogResilienceOptions Resilience = new() { RetryDelay = TimeSpan.Zero };

    /// <summary>Every call of <see cref="WireScript"/> by its name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync()
    {
        var transcripts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, call) in WireScript.PayrepCalls)
        {
            var isOfToken = name is "login" or "refresh";
            foreach (var (how, answers) in WireScript.Answers(ActivityLogVendor.Payrep))
            {
                transcripts.Add($"Payrep {name}: {how}", await PayrepAsync((api, stop) => call(api, stop), answers, isOfToken, CancellationToken.None));
            }
        }

        foreach (var (name, call) in WireScript.MeldCalls)
        {
            foreach (var (how, answers) in WireScript.Answers(ActivityLogVendor.Meld))
            {
                transcripts.Add($"Meld {name}: {how}", await MeldAsync(call, answers, CancellationToken.None));
            }
        }

        return transcripts;
    }

    /// <summary>A call that is cancelled while the vendor thinks, and one that is cancelled already.</summary>
    public async Task<string> CancelAsync()
    {
        using var cancelled = new CancellationTokenSource();
        var silence = new WireAnswer(-1) { OnAsked = cancelled.Cancel };
        var transcript = new StringBuilder();
        for (var i = 0; i < 2; i++)
        {
            transcript.AppendLine(await PayrepAsync((api, stop) => WireScript.PayrepCalls[^1].Call(api, stop), [silence], answersTokens: false, cancelled.Token));
        }

        using var another = new CancellationTokenSource();
        transcript.AppendLine(await MeldAsync(WireScript.MeldCalls[0].Call, [silence with { OnAsked = another.Cancel }], another.Token));
        transcript.AppendLine(await MeldAsync(WireScript.MeldCalls[0].Call, [silence], another.Token));
        return transcript.ToString();
    }

    private Task<string> PayrepAsync(Func<IPayrepApi, CancellationToken, Task<object>> call, WireAnswer[] answers, bool answersTokens, CancellationToken cancellationToken)
    {
        var options = new PayrepOptions { Email = "me@x.example", Password = "pass word", Resilience = Resilience };
        var asked = 0;
        server.Begin(line => !answersTokens && (line.Contains(PayrepPaths.Login, StringComparison.Ordinal) || line.Contains(PayrepPaths.Refresh, StringComparison.Ordinal))
            ? new WireAnswer(200, """{"status":true,"response_code":"00","message":"","data":{"access":"a.token","refresh":"r"}}""")
            : answers[Math.Min(asked++, answers.Length - 1)]);
        return WriteAsync(call(SdkStack.Payrep(PrimaryHandler.Create(Resilience), options, create: payrep, baseAddress: server.Address), cancellationToken), cancellationToken);
    }

    private Task<string> MeldAsync(Func<IMeldApi, CancellationToken, Task<object>> call, WireAnswer[] answers, CancellationToken cancellationToken)
    {
        var options = new MeldOptions { ApiKey = "raw:key=", Version = "2026-01-01", Resilience = Resilience };
        var asked = 0;
        server.Begin(_ => answers[Math.Min(asked++, answers.Length - 1)]);
        return WriteAsync(call(SdkStack.Meld(PrimaryHandler.Create(Resilience), options, create: meld, baseAddress: server.Address), cancellationToken), cancellationToken);
    }

    private async Task<string> WriteAsync(Task<object> call, CancellationToken cancellationToken)
    {
        string outcome;
        try
        {
            var result = await call.WaitAsync(Longest, TimeProvider.System, CancellationToken.None);
            outcome = $"{result.GetType().Name} {JsonSerializer.Serialize(result, result.GetType())}";
        }
        catch (ActivityLogException e)
        {
            outcome = $"{e.GetType().Name} {e.Kind}, {e.Vendor}, {e.Attempts} attempts, HTTP {e.StatusCode}, code {e.VendorCode}, request id {e.RequestId}, {e.RetryAfter}: {e.Message} <- {e.InnerException?.GetType().FullName}";
        }
        catch (OperationCanceledException e)
        {
            outcome = $"{e.GetType().Name}, {(e.CancellationToken == cancellationToken ? "by the caller" : "by another")}: {e.Message} <- {e.InnerException?.GetType().FullName}";
        }

        return string.Join("\n--\n", server.Requests.Append(outcome));
    }
}
