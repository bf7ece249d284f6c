using System.Globalization;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class RowSetTests
{
    /// <summary>Against the framework's set; a hash of few values makes places collide.</summary>
    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(3)]
    [InlineData(0)]
    public void It_holds_what_a_set_holds(uint hashes)
    {
        var random = new Random(7);
        var set = new RowSet();
        var model = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3000; i++)
        {
            if (random.Next(700) == 0)
            {
                set.Clear();
                model.Clear();
            }

            if (random.Next(300) == 0)
            {
                set.EnsureCapacity(random.Next(500));
            }

            var text = random.Next(600).ToString(CultureInfo.InvariantCulture);
            var id = RowId.Of(text);
            var hash = id.Hash(seed: 5) & hashes;
            set.Contains(id, hash).Should().Be(model.Contains(text));
            set.Add(id, hash).Should().Be(model.Add(text));
        }
    }

    [Fact]
    public void Hashes_of_ids_that_count_up_differ_and_depend_on_the_seed()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => RowId.Of($"0fa9b1c8-3d5e-4f70-8a9b-{i:x12}")).ToList();

        ids.Select(id => id.Hash(1)).Distinct().Should().HaveCountGreaterThan(9_990);
        ids.Select(id => id.Hash(1) & 1023).Distinct().Should().HaveCountGreaterThan(1000);
        ids.Count(id => id.Hash(1) == id.Hash(2)).Should().BeLessThan(10);
    }
}
