using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Faults;

namespace PayrepMeld.ActivityLogs.Tests.Security;

/// <summary>
/// A secret planted as password, token or key is found in no error, log line, span or metric tag, whatever goes wrong, and also when the
/// vendor's answer says it back.
/// </summary>
public sealed class SecretTests
{
    private const string Marker = "the-vendors-own-words";

    // Each is changed by base64, by URL escaping and by JSON escaping, and fits where it is used.
    private const string Password = "Cänary \"pass\\word\"+/=&<é>-5f3d";
    private const string Access = "cnry.Access+/=&\"\\<x>%25~1a2b";
    private const string Refresh = "cnry.Refresh+/=&\"\\<x>%25~3c4d";
    private const string Static = "cnry.Static+/=&\"\\<x>%25~5e6f";
    private const string Callback = "cnry.Callback+/=&\"\\<x>%25~7a8b";
    private const string ApiKey = "cnry.ApiKey+/=&\"\\<x>%25~9c0d";
    private const string Customer = "cnry-customer-77";
    private static readonly string[] Secrets = [Password, Access, Refresh, Static, Callback, ApiKey];

    /// <summary>The secrets in use, by the way to authenticate; the one that is sent with requests comes first.</summary>
    private static readonly Dictionary<string, string[]> Ways = new(StringComparer.Ordinal)
    {
        ["login"] = [Access, Password, Refresh],
        ["static"] = [Static],
        ["callback"] = [Callback],
        ["meld"] = [ApiKey],
    };

    /// <summary>What goes wrong, and whether the vendor's words reach the error.</summary>
    public static TheoryData<string, string, bool> WaysAndAnswers
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var way in Ways.Keys)
            {
                foreach (var (answer, isShown) in new[]
                {
                    ("nothing", false), ("invalid", true), ("unauthorized", true), ("forbidden", true), ("expired", true), ("unavailable", true), ("internal", true),
                    ("throttled", true), ("unknown code", true), ("html", false), ("not json", false), ("redirect", false), ("reset", false), ("cut", false), ("headers", false),
                })
                {
                    // A callback that gives the refused token again is an error of its own.
                    data.Add(way, answer, isShown && (way, answer) is not ("callback", "expired"));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WaysAndAnswers))]
    public async Task A_secret_is_seen_nowhere_whatever_the_vendor_answers(string way, string answer, bool isShown)
    {
        using var leaks = new Leaks();
        await using var harness = await StartAsync(leaks, way);
        var vendor = way == "meld" ? ActivityLogVendor.Meld : ActivityLogVendor.Payrep;
        foreach (var fault in Answers(vendor, Ways[way], answer))
        {
            harness.Faults(vendor).Clear();
            harness.Time.Advance(TimeSpan.FromHours(2));
            PlantTokens(harness);
            if (fault != Fault.None)
            {
                harness.Faults(vendor).When(r => r.Path is Wire.FetchPath or Wire.SearchPath, fault);
            }
            else
            {
                harness.Payrep.Vendor.AcceptToken(Access);
            }

            var query = new ActivityLogQuery { Meld = new() { CustomerId = Customer } };
            var reading = await harness.ReadAsync(vendor, query);

            (reading.Error is null).Should().Be(answer is "nothing", "the read ended with: {0}", reading.Error);
            if (reading.Error is { } error)
            {
                leaks.See(error);
                if (isShown)
                {
                    error.Message.Should().Contain(Marker, "the vendor's words are passed on, but for secrets").And.Contain("[redacted]");
                }
            }
        }

        leaks.Find(Secrets).Should().BeEmpty();
        leaks.Find(Customer).Where(text => !text.Contains("span System.Net", StringComparison.Ordinal)).Should().BeEmpty();
        harness.Fetches(vendor).Should().NotBeEmpty();
        harness.Fetches(vendor).Should().OnlyContain(r => r.Header("Authorization") == $"{(way == "meld" ? "BASIC" : "Bearer")} {Ways[way][0]}", "the secret was in use");
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("refused with 401")]
    [InlineData("unavailable")]
    [InlineData("html")]
    [InlineData("no access")]
    [InlineData("access of another type")]
    [InlineData("not json")]
    [InlineData("reset")]
    public async Task A_password_is_seen_nowhere_whatever_a_login_is_answered(string answer)
    {
        string[] echo = [$$"""{"email":"dashboard@example.com","password":{{JsonSerializer.Serialize(Password)}}}"""];
        foreach (var said in Leaks.Forms(Password).Distinct(StringComparer.Ordinal).Chunk(5).Append(echo).Select(forms => string.Join(" , ", forms)))
        {
            using var leaks = new Leaks();
            await using var harness = await StartAsync(leaks, "login");
            harness.Payrep.Faults.EnqueueFor(Wire.LoginPath, answer switch
            {
                "refused" => Fault.PayrepCode("41", Words(said)),
                "refused with 401" => Fault.PayrepCode("41", Words(said), 401),
                "unavailable" => Fault.PayrepCode("80", Words(said), 503),
                "html" => Fault.Body($"<html>{said}</html>", "text/html"),
                "no access" => Fault.Body($$"""{"status":true,"response_code":"00","message":{{JsonSerializer.Serialize(said)}},"data":{"note":{{JsonSerializer.Serialize(said)}}} }"""),
                "access of another type" => Fault.Body($$"""{"status":true,"response_code":"00","data":{"access":[{{JsonSerializer.Serialize(said)}}]} }"""),
                "not json" => Fault.Body($$"""{"status":true,"response_code":"00","data":{"access":{{said}}} }"""),
                _ => Fault.Reset(),
            });

            var error = (await harness.ReadAsync(ActivityLogVendor.Payrep)).Error;

            error.Should().NotBeNull();
            leaks.See(error!);
            leaks.Find(Secrets).Should().BeEmpty();
            harness.Payrep.Journal.For(Wire.LoginPath).Should().OnlyContain(r => JsonDocument.Parse(r.Body, default).RootElement.GetProperty("password").GetString() == Password);
        }
    }

    [Theory]
    [InlineData("42")]
    [InlineData("01")]
    [InlineData("80")]
    [InlineData("77")]
    public async Task A_refresh_token_is_seen_nowhere_whatever_a_refresh_is_answered(string code)
    {
        using var leaks = new Leaks();
        await using var harness = await StartAsync(leaks, "login");
        PlantTokens(harness);
        harness.Payrep.Faults.When(r => r.Path == Wire.RefreshPath, Fault.PayrepCode(code, Words(Refresh)));
        harness.Payrep.Vendor.Options.RefuseLogin = true;

        var error = (await harness.ReadAsync(ActivityLogVendor.Payrep)).Error;

        harness.Payrep.Journal.For(Wire.RefreshPath).Should().NotBeEmpty().And.OnlyContain(r => r.BodyText.Contains("cnry.Refresh", StringComparison.Ordinal));
        leaks.See(error!);
        leaks.Find(Secrets).Should().BeEmpty();
    }

    [Fact]
    public void A_secret_is_seen_in_no_text_of_a_type_that_holds_it()
    {
        using var leaks = new Leaks();
        object[] holders =
        [
            new PayrepOptions { Email = "a@b.example", Password = Password, Token = Static },
            new MeldOptions { ApiKey = ApiKey },
            new ActivityLogClientsOptions { Payrep = new() { Password = Password }, Meld = new() { ApiKey = ApiKey } },
            new PayrepLoginRequest { Email = "a@b.example", Password = Password },
            new PayrepRefreshRequest { Refresh = Refresh },
            new PayrepVerifyRequest { Token = Access },
            new PayrepSession { Access = Access, Refresh = Refresh },
            new PayrepAccessToken { Access = Access },
            new PayrepToken(Access, new PayrepCredential(null, "a@b.example", Password), Refresh),
            new PayrepCredential(null, "a@b.example", Password),
        ];

        foreach (var holder in holders)
        {
            leaks.See(new InvalidOperationException($"{holder}"));
        }

        leaks.Find(Secrets).Should().BeEmpty();
    }

    [Fact]
    public async Task The_search_finds_a_secret_in_every_form_and_in_every_place()
    {
        using var source = new ActivitySource("Leaky");
        using var meter = new Meter("Leaky");
        var counter = meter.CreateCounter<long>("leaks");
        using var leaks = new Leaks();
        var logger = leaks.CreateLogger("any");
        foreach (var form in Leaks.Forms(Password).Distinct(StringComparer.Ordinal))
        {
            var error = new InvalidOperationException(form);
            Finds(() => leaks.See(error));
            Finds(() => leaks.See(new InvalidOperationException("x", error)));
            Finds(() => leaks.See(new InvalidOperationException("x") { Data = { ["key"] = form } }));
            Finds(() => leaks.See(new ActivityLogException(default, default, "x") { RequestId = form }));
            Finds(() => logger.Log(LogLevel.Trace, new EventId(1), form, null, (state, _) => state));
            Finds(() => logger.Log(LogLevel.Trace, new EventId(1), "x", error, (state, _) => state));
            Finds(() => logger.BeginScope(form));
            Finds(() => source.StartActivity("span")?.SetTag("tag", form).Dispose());
            Finds(() => counter.Add(1, new KeyValuePair<string, object?>("tag", form)));
        }

        // And the SDK's own lines, spans and metrics do get here.
        using var seen = new Leaks();
        await using var harness = await StartAsync(seen, "static");
        harness.Payrep.Faults.Enqueue(Fault.Status(503));
        harness.Payrep.Vendor.AcceptToken(Static);
        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Error.Should().BeNull();
        seen.Seen.Should().Contain(t => t.StartsWith("log PayrepMeld.ActivityLogs ", StringComparison.Ordinal))
            .And.Contain(t => t.StartsWith("span PayrepMeld.ActivityLogs ", StringComparison.Ordinal))
            .And.Contain(t => t.StartsWith("metric activitylogs.requests ", StringComparison.Ordinal));

        void Finds(Action plant)
        {
            var before = leaks.Find(Password).Count();
            plant();
            leaks.Find(Password).Count().Should().BeGreaterThan(before);
        }
    }

    [Fact]
    public async Task Without_the_scrubber_a_secret_said_back_would_be_found()
    {
        // The negative control: what the vendor says back does reach the error, so the searches above can fail.
        const string Unknown = "cnry.no-secret-of-ours";
        using var leaks = new Leaks();
        await using var harness = await StartAsync(leaks, "static");
        harness.Payrep.Faults.Always(Fault.PayrepCode("01", Words(Unknown)));

        leaks.See((await harness.ReadAsync(ActivityLogVendor.Payrep)).Error!);

        leaks.Find(Unknown).Should().NotBeEmpty();
    }

    /// <summary>The harness with one secret in use, and everything that can be seen of it going to <paramref name="leaks"/>.</summary>
    private static Task<FaultHarness> StartAsync(Leaks leaks, string way) => FaultHarness.StartAsync(s =>
    {
        s.PayrepLogsIn = way == "login";
        s.Payrep = o => o.Password = Password;
        s.Meld = o => o.ApiKeys.Add(ApiKey);
        s.Resilience = r => (r.MaxRetries, r.BreakerMinimumAttempts) = (1, 10_000);
        s.Options = o =>
        {
            o.Meld!.ApiKey = ApiKey;
            o.Payrep!.Token = way == "static" ? Static : null;
            o.Payrep.TokenProvider = way == "callback" ? (_, _) => ValueTask.FromResult(Callback) : null;
            if (way == "meld")
            {
                o.Payrep = null;
            }
        };
        s.Builder = b => b.Services.AddSingleton<ILoggerProvider>(leaks);
    });

    /// <summary>A login gives the planted tokens; those given as they are are accepted.</summary>
    private static void PlantTokens(FaultHarness harness)
    {
        var session = $$"""{"status":true,"response_code":"00","data":{"access":{{JsonSerializer.Serialize(Access)}},"refresh":{{JsonSerializer.Serialize(Refresh)}}} }""";
        harness.Payrep.Faults.When(r => r.Path == Wire.LoginPath, Fault.Body(session));
        harness.Payrep.Vendor.AcceptToken(Static);
        harness.Payrep.Vendor.AcceptToken(Callback);
    }

    private static IEnumerable<Fault> Answers(ActivityLogVendor vendor, string[] secrets, string answer)
    {
        foreach (var said in secrets.SelectMany(Leaks.Forms).Distinct(StringComparer.Ordinal).Chunk(5).Select(Words))
        {
            yield return answer switch
            {
                "nothing" => Fault.None,
                "html" => Fault.Body($"<html>{said}</html>", "text/html"),
                "not json" => Fault.Body($$"""{"status":true,"response_code":"00","{{said}}":{{said}}}"""),
                "redirect" => Fault.Redirect(new Uri("http://127.0.0.1:9/?" + Uri.EscapeDataString(said))),
                "reset" => Fault.Reset(),
                "cut" => Fault.Body($"{{\"message\":{JsonSerializer.Serialize(said)}"),
                "headers" => Fault.Status(500, headers: new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["X-Request-Id"] = secrets[0], ["Request-Id"] = secrets[0], ["X-Correlation-Id"] = secrets[0], ["Server"] = secrets[0],
                }),
                _ when vendor == ActivityLogVendor.Payrep => answer switch
                {
                    "invalid" => Fault.PayrepCode("01", said),
                    "unauthorized" => Fault.PayrepCode("43", said),
                    "forbidden" => Fault.PayrepCode("43", said, 403),
                    "expired" => Fault.PayrepCode("42", said, 401),
                    "unavailable" => Fault.PayrepCode("80", said, 503),
                    "internal" => Fault.PayrepCode("99", said),
                    "throttled" => Fault.Status(429, "3600", JsonSerializer.Serialize(new { status = false, response_code = "90", message = said })),
                    _ => Fault.PayrepCode("77", said),
                },
                "throttled" => Fault.Status(429, "3600", JsonSerializer.Serialize(new { code = "SLOW", message = said, errors = new[] { said }, requestId = secrets[0] })),
                _ => Fault.MeldError(answer switch { "invalid" => 400, "unauthorized" or "expired" => 401, "forbidden" => 403, "internal" => 500, "unknown code" => 418, _ => 503 }, "CODE", said, secrets[0]),
            };
            if (answer is "nothing" or "reset" or "headers")
            {
                yield break;
            }
        }
    }

    private static string Words(params string[] said) => $"{Marker} {string.Join(" , ", said)}";
}
