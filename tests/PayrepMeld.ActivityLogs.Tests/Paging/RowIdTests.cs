using System.Text;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class RowIdTests
{
    private const string Uuid = "0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b5";

    [Fact]
    public void A_uuid_in_its_usual_form_is_held_as_one_and_gives_its_text_back()
    {
        var id = RowId.Of(Uuid);

        id.Uuid.Should().Be(Guid.Parse(Uuid));
        id.Text.Should().BeNull();
        id.ToString().Should().Be(Uuid);
    }

    [Theory]
    [InlineData("0FA9B1C8-3D5E-4F70-8A9B-C0D1E2F3A4B5")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4bF")]
    [InlineData("0fa9b1c83d5e4f708a9bc0d1e2f3a4b5")]
    [InlineData("{0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b5}")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4bg")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b`")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b:")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b/")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b@")]
    [InlineData("0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4bé")]
    [InlineData("0fa9b1c8_3d5e_4f70_8a9b_c0d1e2f3a4b5")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("17")]
    [InlineData("é ☂")]
    public void Anything_else_is_held_as_the_text_it_is(string text)
    {
        var id = RowId.Of(text);

        id.Text.Should().Be(text);
        id.ToString().Should().Be(text);
        id.IsNone.Should().BeFalse();
        RowId.TryRead(Encoding.UTF8.GetBytes(text), out _).Should().BeFalse();
    }

    [Fact]
    public void Two_are_equal_where_their_texts_are_however_they_were_made()
    {
        string[] texts = [Uuid, Uuid.ToUpperInvariant(), Uuid[..35] + "F", "17", "017", "00000000-0000-0000-0000-000000000000"];
        foreach (var left in texts)
        {
            foreach (var right in texts)
            {
                var isSame = string.Equals(left, right, StringComparison.Ordinal);
                (RowId.Of(left) == RowId.Of(right)).Should().Be(isSame);
                RowId.Of(left).Equals((object)RowId.Of(right)).Should().Be(isSame);
                new HashSet<RowId> { RowId.Of(left), RowId.Of(right) }.Should().HaveCount(isSame ? 1 : 2);
            }
        }

        RowId.TryRead(Encoding.UTF8.GetBytes(Uuid), out var read).Should().BeTrue();
        read.Should().Be(RowId.Of(Uuid));
        read.GetHashCode().Should().Be(RowId.Of(Uuid).GetHashCode());
    }

    [Fact]
    public void Every_uuid_comes_back_as_it_was()
    {
        var random = new Random(17);
        var bytes = new byte[16];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            var text = new Guid(bytes).ToString("D");
            RowId.TryRead(Encoding.UTF8.GetBytes(text), out var id).Should().BeTrue();
            id.Uuid.Should().Be(new Guid(bytes));
            id.ToString().Should().Be(text);
        }
    }

    /// <summary>Each byte value at each place: only digits and lower-case letters up to f are taken.</summary>
    [Fact]
    public void No_other_byte_is_taken_for_a_digit()
    {
        for (var at = 0; at < Uuid.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var utf8 = Encoding.UTF8.GetBytes(Uuid);
                utf8[at] = (byte)value;
                var isUsual = Uuid[at] == '-' ? value == '-' : value is (>= '0' and <= '9') or (>= 'a' and <= 'f');
                RowId.TryRead(utf8, out var id).Should().Be(isUsual);
                if (isUsual)
                {
                    id.ToString().Should().Be(Encoding.UTF8.GetString(utf8));
                }
            }
        }
    }

    [Fact]
    public void The_default_is_none_and_equal_to_no_id()
    {
        default(RowId).IsNone.Should().BeTrue();
        default(RowId).Should().NotBe(RowId.Of("00000000-0000-0000-0000-000000000000"));
    }
}
