using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

/// <summary>Asks the fakes the plainest way there is: an <see cref="HttpClient"/> and <see cref="JsonDocument"/>, nothing of the SDK.</summary>
internal sealed class FakeCaller(HttpMessageHandler handler, Uri? baseAddress = null) : IDisposable
{
    public const string FetchPath = "/api/v1/security/web/fetch_activity_logs";
    public const string AuditPath = "/api/v1/security/web/fetch_audit_logs";
    public const string LoginPath = "/api/v1/auth/web/login";
    public const string RefreshPath = "/api/v1/auth/web/refresh";
    public const string VerifyPath = "/api/v1/auth/web/verify";

    public HttpClient Http { get; } = new(handler) { BaseAddress = baseAddress ?? new Uri("http://fake.test"), Timeout = Timeout.InfiniteTimeSpan };

    public string? Authorization { get; set; }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (Authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? json = null, int status = 200)
    {
        using var response = await SendAsync(method, path, json);
        var body = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).Should().Be(status, Encoding.UTF8.GetString(body));
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    public Task<JsonElement> FetchAsync(object? body = null, int status = 200) =>
        JsonAsync(HttpMethod.Post, FetchPath, body is null ? null : body as string ?? JsonSerializer.Serialize(body), status);

    public Task<JsonElement> SearchAsync(string query, int status = 200) => JsonAsync(HttpMethod.Get, "/activity-log?" + query, json: null, status);

    public void Dispose() => Http.Dispose();

    /// <summary>A caller in memory with the fake's default credentials.</summary>
    public static FakeCaller Of(FakePayrep fake) => new(fake.CreateHandler()) { Authorization = "Bearer payrep-test-token" };

    /// <inheritdoc cref="Of(FakePayrep)"/>
    public static FakeCaller Of(FakeMeld fake) => new(fake.CreateHandler()) { Authorization = "BASIC meld-test-key" };
}
