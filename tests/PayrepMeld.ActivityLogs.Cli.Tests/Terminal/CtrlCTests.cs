using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Terminal;

/// <summary>Ctrl-C, whatever the program is doing.</summary>
[Trait("Fault", "7")]
public sealed class CtrlCTests
{
    /// <summary>It is 100 ms on a quiet machine; the tests' own is not.</summary>
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(1);

    [CtrlCFact]
    public Task It_is_heard_before_an_answer() => EndsAsync(Fault.StallHeaders());

    [CtrlCFact]
    public Task It_is_heard_within_an_answer() => EndsAsync(Fault.StallBody());

    [CtrlCFact]
    public Task It_is_heard_between_two_attempts() => EndsAsync(Fault.Status(503), Vendors.Setting("meld", "Resilience__MaxRetries", "5"), Vendors.Setting("meld", "Resilience__RetryDelay", "00:00:15"));

    [CtrlCFact]
    public Task It_is_heard_while_the_vendor_wants_no_request() => EndsAsync(Fault.Status(429, retryAfter: "50"), Vendors.Setting("meld", "Resilience__MaxRetries", "5"));

    [CtrlCFact]
    public async Task It_is_heard_while_a_host_does_not_take_the_connection()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        var address = (IPEndPoint)deaf.LocalEndPoint!;
        using var first = new TcpClient();
        using var second = new TcpClient();
        await first.ConnectAsync(address);
        _ = second.ConnectAsync(address);

        // Payrep answers, so that there is something to wait for.
        using var list = ProgramProcess.Start("activitylogs", [.. vendors.Environment, Vendors.Setting("meld", "BaseAddress", $"http://{address}")], "list", "-o", "json");
        await vendors.Payrep.Journal.WaitForAsync(2);

        await InterruptAsync(list);
        list.Output.Trim().Should().Be("[]");
    }

    [CtrlCFact]
    public async Task It_is_heard_while_nothing_appears()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var tail = ProgramProcess.Start("activitylogs", vendors.Environment, "tail", "-o", "jsonl");
        await tail.UntilAsync(() => tail.Output.Count(c => c == '\n') == 6);

        await InterruptAsync(tail);
    }

    [CtrlCFact]
    public async Task It_is_heard_while_nobody_takes_the_output_and_no_line_is_cut()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 2000);
        using var list = Process.Start(ProgramProcess.StartInfo("activitylogs", vendors.Environment, ["list", "--all", "-o", "jsonl"]))!;

        // The second pages are asked for when the first ones are written.
        await vendors.Meld.Journal.WaitForAsync(2);
        await vendors.Payrep.Journal.WaitForAsync(3);
        await vendors.QuietAsync();
        list.HasExited.Should().BeFalse();

        var waited = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{list.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await list.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        waited.Elapsed.Should().BeLessThan(Ceiling);
        list.ExitCode.Should().Be(130);
        var output = await list.StandardOutput.ReadToEndAsync();
        output.Should().EndWith("\n");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().NotBeEmpty().And.OnlyContain(line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
        (await list.StandardError.ReadToEndAsync()).Should().BeEmpty();
    }

    /// <summary>Meld's log goes wrong, and the run is interrupted then.</summary>
    private static async Task EndsAsync(Fault fault, params (string Key, string Value)[] settings)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Meld.Faults.Always(fault);
        using var list = ProgramProcess.Start("activitylogs", [.. vendors.Environment, .. settings], "list", "--quiet", "-o", "json");
        await vendors.Meld.Journal.WaitForAsync(1);
        await vendors.Payrep.Journal.WaitForAsync(2);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        await InterruptAsync(list);
        list.Output.Trim().Should().Be("[]");
    }

    private static async Task InterruptAsync(ProgramProcess program)
    {
        program.HasExited.Should().BeFalse();
        var waited = Stopwatch.StartNew();
        program.Interrupt();
        var code = await program.ExitedAsync();

        waited.Elapsed.Should().BeLessThan(Ceiling);
        (code, program.Errors).Should().Be((130, ""));
    }
}
