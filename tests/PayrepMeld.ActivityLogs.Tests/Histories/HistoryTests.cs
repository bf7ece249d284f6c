using FsCheck;
using FsCheck.Fluent;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Histories;

/// <summary>
/// Random logs, read by the whole SDK from fake vendors in memory: what is delivered is what a plain model says, in order, once; whatever
/// the vendors do where their documentation is silent, whatever is written meanwhile, and wherever the read is resumed.
/// </summary>
public sealed class HistoryTests
{
#if NET10_0_OR_GREATER
    private const int Histories = 10_000;
#else
    private const int Histories = 1_000;
#endif

    [Fact]
    public void What_is_delivered_is_what_a_plain_model_says() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(100),
            Prop.ForAll(History.Arbitrary(), history =>
            {
                var run = new HistoryRun(history);
                var delivered = run.ReadAsync().GetAwaiter().GetResult();
                new HistoryModel(history).FindFault(delivered, run.Unreadable).Should().BeNull();
            }));

    /// <summary>
    /// Found by a random history: a list without any order, left within one instant, to whose front older rows are written before the read is
    /// resumed there.
    /// </summary>
    [Fact]
    public async Task A_row_taken_of_an_instant_comes_once_though_older_rows_are_met_before_it_again()
    {
        HistoryRow[] rows =
        [
            new(ActivityLogVendor.Payrep, "r3", 11, 7, false),
            new(ActivityLogVendor.Meld, "r4", 10, 0, false),
            new(ActivityLogVendor.Payrep, "r28", 11, 50, false),
            new(ActivityLogVendor.Payrep, "r36", 24, 0, false),
        ];
        LateRow[] late =
        [
            new(3, new HistoryRow(ActivityLogVendor.Payrep, "late4", 17, 0, false)),
            new(4, new HistoryRow(ActivityLogVendor.Payrep, "late5", 16, 0, false)),
        ];
        var habits = new VendorHabits(false, null, null, 9, default, 0, default, default, false, Reorder: true, default, RowOrder.AsGiven);
        var history = new History(
            null, TimeSpan.FromSeconds(1), rows, [], late, habits, 1, null, null, null, ResumeAfterPage: 1, new ReadStyle(1, 4, 0), new ReadStyle(1, 0, 0));

        var delivered = await new HistoryRun(history).ReadAsync();

        new HistoryModel(history).FindFault(delivered).Should().BeNull();
        delivered.Select(entry => entry.Id).Should().Contain(["late4", "late5"], "they are what the row stood behind");
    }

    /// <summary>The model is known to object: to a row lost, one twice, one too many, and a wrong order.</summary>
    [Fact]
    public async Task The_model_finds_what_it_is_there_to_find()
    {
        var rows = Enumerable.Range(0, 5).Select(i => new HistoryRow(ActivityLogVendor.Payrep, $"r{i}", i, 0, false)).ToArray();
        var habits = new VendorHabits(false, null, null, 6, default, 0, default, default, false, false, default);
        var history = new History(ActivityLogVendor.Payrep, TimeSpan.FromSeconds(1), rows, [], [], habits, 3, null, null, null, null);
        var right = await new HistoryRun(history).ReadAsync();
        var model = new HistoryModel(history);
        var outside = new HistoryModel(history with { To = (1, 0) });

        model.FindFault(right).Should().BeNull();
        model.FindFault(right[..^1]).Should().Contain("stayed");
        model.FindFault([.. right, right[0]]).Should().Contain("twice");
        model.FindFault([right[1], right[0], .. right[2..]]).Should().Contain("stayed");
        outside.FindFault(right).Should().Contain("does not hold");
        new HistoryModel(history with { Rows = [rows[0] with { TooDeep = true }, .. rows[1..]] }).FindFault(right[1..]).Should().Contain("not reported");
    }
}
