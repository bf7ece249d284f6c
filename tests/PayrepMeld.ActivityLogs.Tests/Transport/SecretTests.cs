using System.Collections;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Tests.Transport;

/// <summary>A vendor that puts every secret it was ever told into its errors finds none of them in ours, nor in the logs.</summary>
public sealed class SecretTests
{
    private const string Password = "pass+w/ord \"canary\" é<&>";
    private const string Access = "access+canary/1=&\"x\"";
    private const string Refresh = "refresh+canary/1=&\"x\"";
    private const string Key = "key+canary/1=&\"x\"";
    private static readonly string[] Secrets = [Password, Access, Refresh, Key];
    private readonly LogText _logs = new();

    [Theory]
    [InlineData(PayrepPaths.Login)]
    [InlineData(PayrepPaths.Refresh)]
    [InlineData(PayrepPaths.Verify)]
    public async Task A_secret_that_only_this_request_carries_is_in_no_error_and_no_log(string path)
    {
        foreach (var code in new[] { "41", "01", "77", Refresh })
        {
            var api = SdkStack.Payrep(new WireStub(_ => Echo(code, Refresh)), new PayrepOptions { Token = "given.token" }, logger: _logs);
            await AssertCleanAsync(path switch
            {
                PayrepPaths.Login => () => api.LoginAsync(new PayrepLoginRequest { Email = "e", Password = Refresh }),
                PayrepPaths.Refresh => () => api.RefreshAsync(new PayrepRefreshRequest { Refresh = Refresh }),
                _ => () => api.VerifyAsync(new PayrepVerifyRequest { Token = Refresh }),
            });
        }
    }

    [Fact]
    public async Task A_code_that_contradicts_the_envelope_is_cut_and_holds_no_secret()
    {
        const string Head = """{"status":true,"response_code":"00","data":[],"response_code":""";
        var options = new PayrepOptions { Token = "given+canary.token" };
        var channel = SdkStack.Payrep(new WireStub(_ => WireStub.Json(Head + '"' + new string('x', 5000) + "\"}")), options);
        var error = (await FluentActions.Awaiting(() => channel.FetchActivityLogsAsync(new PayrepFetchRequest())).Should().ThrowAsync<ActivityLogException>()).Which;
        (error.Kind, error.VendorCode!.Length).Should().Be((ActivityLogErrorKind.Protocol, 100));

        channel = SdkStack.Payrep(new WireStub(_ => WireStub.Json(Head + "\"given+canary.token\"}")), options);
        error = (await FluentActions.Awaiting(() => channel.FetchActivityLogsAsync(new PayrepFetchRequest())).Should().ThrowAsync<ActivityLogException>()).Which;
        (error.Kind, error.VendorCode).Should().Be((ActivityLogErrorKind.Protocol, "[redacted]"));
    }

    [Theory]
    [InlineData("41", PayrepPaths.Login)]
    [InlineData("01", PayrepPaths.Login)]
    [InlineData("99", PayrepPaths.Login)]
    [InlineData("42", PayrepPaths.Refresh)]
    [InlineData("83", PayrepPaths.Refresh)]
    [InlineData("43", PayrepPaths.ActivityLogs)]
    [InlineData("01", PayrepPaths.ActivityLogs)]
    [InlineData("canary", PayrepPaths.ActivityLogs)]
    public async Task Payreps_secrets_are_in_no_error_and_no_log(string code, string failing)
    {
        // One at a time, for what a vendor says is cut at a length. Before a login it knows but the password.
        foreach (var secret in failing == PayrepPaths.Login ? [Password] : new[] { Password, Access, Refresh })
        {
            var expired = false;
            var echoed = 0;
            var wire = new WireStub(request =>
            {
                var path = request.Address.AbsolutePath;
                if (path == failing && (path == PayrepPaths.Login || expired))
                {
                    echoed++;
                    return Echo(code == "canary" ? secret : code, secret);
                }

                return path switch
                {
                    PayrepPaths.Login => WireStub.Payrep(JsonSerializer.Serialize(new { access = Access, refresh = Refresh })),
                    _ when expired => Echo("42", secret),
                    _ => WireStub.Payrep("[]"),
                };
            });
            var api = SdkStack.Payrep(wire, new PayrepOptions { Email = "ops@example.test", Password = Password }, logger: _logs);
            if (failing != PayrepPaths.Login)
            {
                await api.FetchActivityLogsAsync(new PayrepFetchRequest());
                expired = true;
            }

            // A second time, for what is remembered of the first.
            await AssertCleanAsync(() => api.FetchActivityLogsAsync(new PayrepFetchRequest()));
            await AssertCleanAsync(() => api.FetchActivityLogsAsync(new PayrepFetchRequest()));
            echoed.Should().BePositive();
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task Melds_key_is_in_no_error_and_no_log(HttpStatusCode status)
    {
        var echo = string.Join(" ", Forms(Key));
        var wire = new WireStub(_ => WireStub.Json(JsonSerializer.Serialize(new { code = echo, message = echo, requestId = echo }), status));

        await AssertCleanAsync(() => SdkStack.Meld(wire, new MeldOptions { ApiKey = Key }, logger: _logs).SearchActivityLogAsync("s", "e"));
    }

    [Fact]
    public void The_search_finds_a_planted_secret_in_every_form()
    {
        foreach (var form in Forms(Access))
        {
            var error = new ActivityLogException(ActivityLogErrorKind.Invalid, ActivityLogVendor.Meld, "planted") { RequestId = $"<{form}>" };
            FluentActions.Invoking(() => AssertClean(Everything(error))).Should().Throw<Xunit.Sdk.XunitException>();
        }
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        return [secret, base64, base64.TrimEnd('='), Uri.EscapeDataString(secret), Encoded(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret)];
    }

    private static string Encoded(string text) => JavaScriptEncoder.Default.Encode(text);

    private static HttpResponseMessage Echo(string code, string secret) =>
        WireStub.Json(JsonSerializer.Serialize(new { status = false, response_code = code, message = string.Join(" ", Forms(secret)) }));

    private static string Everything(Exception? error)
    {
        var text = new StringBuilder();
        for (; error is not null; error = error.InnerException)
        {
            text.AppendLine(error.ToString());
            foreach (var property in error.GetType().GetProperties())
            {
                text.AppendLine(property.GetValue(error)?.ToString());
            }

            foreach (DictionaryEntry entry in error.Data)
            {
                text.Append(entry.Key).Append(entry.Value).AppendLine();
            }
        }

        return text.ToString();
    }

    private static void AssertClean(string text)
    {
        foreach (var form in Secrets.SelectMany(Forms))
        {
            text.Should().NotContain(form);
        }
    }

    private async Task AssertCleanAsync(Func<Task> call)
    {
        var error = (await FluentActions.Awaiting(call).Should().ThrowAsync<ActivityLogException>()).Which;
        AssertClean(Everything(error));
        AssertClean(_logs.Text);
    }

    private sealed class LogText : ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
            {
                _text.AppendLine(formatter(state, exception)).AppendLine(Everything(exception));
            }
        }
    }
}
