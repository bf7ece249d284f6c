using System.Net;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

/// <summary>Payrep as far as tokens go: it takes the last token it issued, and counts.</summary>
internal sealed class AuthVendor
{
    private int _issued;
    private string? _valid;

    public AuthVendor() => Wire = new WireStub(AnswerAsync);

    public WireStub Wire { get; }

    /// <summary>How a token that is not taken is refused.</summary>
    public Func<HttpResponseMessage> Refusal { get; init; } = () => WireStub.PayrepError("42", HttpStatusCode.Unauthorized);

    /// <summary>Answers a login instead of issuing a token; null to issue one.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage?>> OnLogin { get; set; } = _ => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>Answers a refresh instead of issuing a token; null to issue one.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage?>> OnRefresh { get; set; } = _ => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>Answers a question about a token.</summary>
    public Func<HttpResponseMessage> OnVerify { get; init; } = () => WireStub.Payrep("{}");

    /// <summary>Runs before a page is answered.</summary>
    public Func<CancellationToken, Task> OnPage { get; set; } = _ => Task.CompletedTask;

    public int Logins => Count(PayrepPaths.Login);

    public int Refreshes => Count(PayrepPaths.Refresh);

    public int Pages => Count(PayrepPaths.ActivityLogs);

    /// <summary>No token issued so far is taken any more.</summary>
    public void Expire() => Volatile.Write(ref _valid, null);

    /// <summary>Takes this token, as if it had issued it.</summary>
    public void Accept(string token) => Volatile.Write(ref _valid, token);

    private int Count(string path) => Wire.Sent.Count(r => r.Address.AbsolutePath == path);

    private async Task<HttpResponseMessage> AnswerAsync(SentRequest request, CancellationToken cancellationToken)
    {
        switch (request.Address.AbsolutePath)
        {
            case PayrepPaths.Login:
                request.Authorization.Should().BeNull();
                return await OnLogin(cancellationToken) ?? Issue(withRefresh: true);
            case PayrepPaths.Refresh:
                request.Authorization.Should().BeNull();
                JsonDocument.Parse(request.BodyText).RootElement.GetProperty("refresh").GetString().Should().StartWith("refresh-");
                return await OnRefresh(cancellationToken) ?? Issue(withRefresh: false);
            case PayrepPaths.ActivityLogs:
                await OnPage(cancellationToken);
                return Volatile.Read(ref _valid) is { } valid && request.Authorization == $"Bearer {valid}" ? WireStub.Payrep("[]") : Refusal();
            case PayrepPaths.Verify:
                return OnVerify();
            default:
                throw new InvalidOperationException($"Unplanned request for {request.Address.AbsolutePath}.");
        }
    }

    private HttpResponseMessage Issue(bool withRefresh)
    {
        var number = Interlocked.Increment(ref _issued);
        Accept($"access-{number}");
        var refresh = withRefresh ? $$""","refresh":"refresh-{{number}}" """ : "";
        return WireStub.Payrep($$"""{"access":"access-{{number}}"{{refresh}}}""");
    }
}
