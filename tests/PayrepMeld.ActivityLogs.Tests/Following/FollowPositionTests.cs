using PayrepMeld.ActivityLogs.Following;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowPositionTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(12);
    private readonly FakeTime _time = new();
    private readonly LiveLog _payrep = new(ActivityLogVendor.Payrep);
    private readonly LiveLog _meld = new(ActivityLogVendor.Meld);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void Its_text_is_printable_and_says_all()
    {
        var state = new FollowState(null, 1, ulong.MaxValue,
        [
            new VendorState(true, 639_000_000_000_000_000, 638_999_997_000_000_000, [new KnownRow(ulong.MaxValue, 638_999_999_000_000_000), new KnownRow(7, 638_999_998_000_000_000)]),
            new VendorState(false, null, long.MinValue, []),
        ]);
        var text = new FollowPosition(state).ToString();

        text.Should().StartWith("alf1.").And.MatchRegex("^[A-Za-z0-9._-]+$");
        FollowPosition.Parse(text).State.Should().BeEquivalentTo(state);
        FollowPosition.Parse(text).Should().Be(new FollowPosition(state)).And.NotBe(new FollowPosition(state with { Account = 2 }));
        FollowPosition.Parse(text).GetHashCode().Should().Be(new FollowPosition(state).GetHashCode());
        FollowPosition.Parse(text).ToString().Should().Be(text);
    }

    [Fact]
    public void A_text_that_was_cut_or_changed_is_none()
    {
        var text = new FollowPosition(new FollowState(ActivityLogVendor.Meld, 1, 2, [new VendorState(true, 5, 3, [new KnownRow(9, 4)])])).ToString();

        for (var i = 0; i < text.Length; i++)
        {
            FollowPosition.TryParse(text[..i], out _).Should().BeFalse();
            FollowPosition.TryParse(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..], out var changed).Should().Be(changed is not null && changed.State == FollowPosition.Parse(text).State);
        }

        FollowPosition.TryParse(null, out _).Should().BeFalse();
        FollowPosition.TryParse("alf2" + text[4..], out _).Should().BeFalse();
        FluentActions.Invoking(() => FollowPosition.Parse("alc1.x")).Should().Throw<FormatException>();
    }

    /// <summary>The check holds, and what it covers does not: written by someone who took pains.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(0xFF, 0, 1)]
    [InlineData(9, 0, 1)]
    [InlineData(0, 1_000_000_000, 1)]
    public void Nonsense_with_a_sound_check_is_none(byte source, int rows, byte vendors)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(source);
            writer.Write(1UL);
            writer.Write(2UL);
            writer.Write(vendors);
            if (source == 0)
            {
                writer.Write((byte)1);
                writer.Write(1L);
                writer.Write(1L);
                writer.Write7BitEncodedInt(rows);
            }
        }

        FollowPosition.TryParse(CheckedText.Encode("alf1.", stream.ToArray()), out _).Should().BeFalse();
    }

    [Fact]
    public async Task It_is_refused_elsewhere()
    {
        var query = new ActivityLogQuery { From = Now.AddDays(-1), HttpMethod = "POST" };
        await using var run = await FollowRun.StartAsync(_time, [_payrep], query);
        _payrep.Insert("a", Now);
        await run.PassAsync(Poll);
        var options = new FollowOptions { ResumeFrom = run.Saved };

        FluentActions.Invoking(() => Clients.Over(_meld).FollowAsync(query, options)).Should().Throw<ArgumentException>().WithParameterName("ResumeFrom").WithMessage("*Payrep*Meld*");
        FluentActions.Invoking(() => Clients.Over(_payrep, _meld).FollowAsync(query, options)).Should().Throw<ArgumentException>().WithMessage("*merged*");
        FluentActions.Invoking(() => Clients.Over(_payrep).FollowAsync(query with { HttpMethod = "GET" }, options)).Should().Throw<ArgumentException>().WithMessage("*other filters*");
        var other = new ActivityLogClient([_payrep], "other", _time, new ListLogger());
        other.Invoking(client => client.FollowAsync(query, options)).Should().Throw<ArgumentException>().WithMessage("*another account*");

        // What does not select rows may change, and where to begin is what it replaces.
        Clients.Over(_payrep).FollowAsync(query with { From = null, PageSize = 7, MaxEntries = 3, IncludeRaw = true }, options).Should().NotBeNull();
    }

    [Fact]
    public async Task From_is_not_looked_at_when_a_position_says_where_to_begin()
    {
        FollowPosition saved;
        await using (var run = await FollowRun.StartAsync(_time, [_payrep], new ActivityLogQuery { From = Now.AddDays(-1) }))
        {
            _payrep.Insert("a", Now);
            await run.PassAsync(Poll);
            saved = run.Saved!;
        }

        _payrep.Insert("while down", Now);
        _time.Advance(TimeSpan.FromDays(1));
        await using var next = await FollowRun.StartAsync(_time, [_payrep], new ActivityLogQuery { From = Now }, new FollowOptions { ResumeFrom = saved });

        next.Ids.Should().Equal("while down");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(0)]
    public async Task Another_overlap_after_a_restart_repeats_nothing(int minutes)
    {
        FollowPosition saved;
        for (var i = 0; i < 100; i++)
        {
            _payrep.Insert($"old{i}", Now.AddSeconds(-i * 30));
        }

        await using (var run = await FollowRun.StartAsync(_time, [_payrep]))
        {
            _payrep.Insert("a", Now);
            await run.PassAsync(Poll);
            saved = run.Saved!;
        }

        _payrep.Insert("b", Now);
        await using var next = await FollowRun.StartAsync(_time, [_payrep], options: new FollowOptions { ResumeFrom = saved, Overlap = TimeSpan.FromMinutes(minutes) });
        await next.PassAsync(TimeSpan.FromMinutes(10));

        next.Ids.Should().Equal("b");
    }

    [Fact]
    public async Task It_is_saved_once_the_entries_were_taken_and_at_least_every_page_size()
    {
        for (var i = 0; i < 25; i++)
        {
            _payrep.Insert($"r{i:00}", Now.AddSeconds(i - 100));
        }

        var taken = 0;
        var savedAt = new List<int>();
        var options = new FollowOptions
        {
            SavePosition = (_, _) =>
            {
                savedAt.Add(taken);
                return default;
            },
        };
        var client = Clients.Over(_payrep);
        using var cancel = new CancellationTokenSource();
        await using var entries = client.FollowAsync(new ActivityLogQuery { From = Now.AddDays(-1), PageSize = 10 }, options, cancel.Token).GetAsyncEnumerator();
        for (; taken < 25; taken++)
        {
            (await entries.MoveNextAsync()).Should().BeTrue();
        }

        savedAt.Should().Equal(10, 20);
        var next = entries.MoveNextAsync().AsTask();
        savedAt.Should().Equal(10, 20, 25);
        next.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        await next.Awaiting(n => n).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task It_is_saved_before_the_first_entry_and_when_only_filtered_rows_came()
    {
        _meld.Insert("old", Now);
        await using var run = await FollowRun.StartAsync(_time, [_meld], new ActivityLogQuery { Search = "needle" });
        run.Saves.Should().Be(1);
        _meld.Insert("hay", Now.AddSeconds(1));
        await run.PassAsync(TimeSpan.FromMinutes(1));

        run.Saves.Should().Be(2);
        run.Saved!.State.Vendors[0].Watermark.Should().Be(Now.AddMinutes(-1).AddSeconds(1).UtcTicks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Over_many_restarts_every_row_comes_once(int seed)
    {
        var random = new Random(seed);
        var got = new List<string>();
        FollowPosition? saved = null;
        var inserted = 0;
        for (var restart = 0; restart < 40; restart++)
        {
            // Either it ends by itself after some entries, or it is cancelled at rest.
            var query = new ActivityLogQuery { From = Rows.Start.AddMinutes(-10), PageSize = 5, MaxEntries = random.Next(2) == 0 ? random.Next(1, 20) : null };
            await using var run = await FollowRun.StartAsync(_time, [_payrep, _meld], query, new FollowOptions { ResumeFrom = saved, MaxHeld = 8 });
            for (var i = random.Next(1, 30); i > 0; i--)
            {
                (random.Next(2) == 0 ? _payrep : _meld).Insert($"r{inserted++:0000}", Now.AddSeconds(-random.Next(280)));
                await run.PassAsync(TimeSpan.FromSeconds(random.Next(8)));
            }

            saved = run.Saved ?? saved;
            got.AddRange(run.Ids);
        }

        got.AddRange(await RestAsync(saved));

        got.Order(StringComparer.Ordinal).Should().Equal(Enumerable.Range(0, inserted).Select(i => $"r{i:0000}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_crash_between_entries_and_saving_loses_nothing(int seed)
    {
        var random = new Random(seed);
        var got = new List<string>();
        FollowPosition? saved = null;
        var inserted = 0;
        for (var restart = 0; restart < 40; restart++)
        {
            await using var run = await FollowRun.StartAsync(
                _time, [_payrep, _meld], new ActivityLogQuery { From = Rows.Start.AddMinutes(-10), PageSize = 7 }, new FollowOptions { ResumeFrom = saved, MaxHeld = 8 });
            var left = random.Next(1, 15);
            run.Took = _ =>
            {
                if (left-- == 0)
                {
                    throw new IOException("A crash.");
                }
            };
            for (var i = random.Next(1, 30); i > 0; i--)
            {
                (random.Next(2) == 0 ? _payrep : _meld).Insert($"r{inserted++:0000}", Now.AddSeconds(-random.Next(280)));
                await run.PassAsync(TimeSpan.FromSeconds(random.Next(8)));
            }

            saved = run.Saved ?? saved;
            got.AddRange(run.Ids);
        }

        got.AddRange(await RestAsync(saved));

        got.Should().HaveCountGreaterThan(inserted, "crashes repeat some");
        got.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Should().Equal(Enumerable.Range(0, inserted).Select(i => $"r{i:0000}"));
    }

    /// <summary>What a last run, which is left in peace, still delivers.</summary>
    private async Task<IReadOnlyList<string>> RestAsync(FollowPosition? saved)
    {
        await using var last = await FollowRun.StartAsync(_time, [_payrep, _meld], options: new FollowOptions { ResumeFrom = saved });
        await last.PassAsync(Poll);
        return last.Ids;
    }
}
