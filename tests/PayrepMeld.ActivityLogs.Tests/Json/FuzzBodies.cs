using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Json;

/// <summary>Bodies that a vendor might send on a bad day, and worse: rows of odd members, then bytes changed at random. The same for a seed.</summary>
internal sealed class FuzzBodies(ActivityLogVendor vendor, int seed)
{
    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "17", "200", "-1", "404", "1.5", "2e2", "1E400", "99999999999999999999", "-2147483648", "2147483648", "123456789012345678901234567890.5e-10",
        "\"\"", "\"200\"", "\"x\"", "\"POST\"", "\"success\"", "\"error\"", "\"é ☂\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\n\\\\\\/\\\"\"", "\"\\u00e9\"",
        "\"/api/v1/transfer/api/single_transfer\"", "\"2026-04-15T08:42:07Z\"", "\"0fa9b1c8-3d5e-4f70-8a9b-c0d1e2f3a4b5\"",
    ];

    private static readonly string[] Structures =
        ["{}", "[]", "[1,2]", "{\"a\":1}", "[[],{}]", "{\"id\":\"i\",\"name\":\"n\",\"type\":\"t\"}", "{\"id\":7,\"type\":null,\"x\":[]}", "{ \"id\" : \"i\" , \"type\" : \"CUSTOMER\" }"];

    private static readonly string[] Times =
        ["2026-04-15T08:42:07.123456Z", "2026-04-15T08:42:07Z", "2026-04-15 08:42:07", "2026-04-15T09:42:07.5+01:00", "2026-04-15T08:42:07.123456789Z", "2016-12-31T23:59:60Z", "2026-04-15T08:42", "yesterday", "2026-13-15T08:42:07Z"];

    private const string Telling = "{}[]\",:\\ \0\u00FF0e.-tn";

    private static readonly string[] PayrepNames = ["id", "endpoint", "method", "response_code", "status", "message", "ip_address", "created_at"];
    private static readonly string[] MeldNames = ["actor", "attributes", "details", "entity", "key", "occurredAt"];

    private readonly Random _random = new(seed);
    private byte[] _last = [];

    /// <summary>The next body: as often well-formed as not.</summary>
    public byte[] Next()
    {
        var body = Encoding.UTF8.GetBytes(WellFormed());
        for (var changes = Math.Max(0, _random.Next(-3, 4)); changes > 0; changes--)
        {
            body = Change(body);
        }

        return _last = body;
    }

    private string WellFormed()
    {
        var space = _random.Next(5) == 0 ? " \n" : "";
        var rows = new List<string>();
        for (var count = _random.Next(5); count > 0; count--)
        {
            rows.Add(_random.Next(40) == 0 ? Any() : Row(space));
        }

        var array = _random.Next(40) == 0 ? Any() : $"[{space}{string.Join(space + ',' + space, rows)}{space}]";
        List<string> members = vendor == ActivityLogVendor.Payrep
            ? ["\"status\":\"success\"", "\"response_code\":\"00\"", $"\"message\":{Any()}", $"\"data\":{array}"]
            : [$"\"activities\":{array}", $"\"count\":{rows.Count}", $"\"remaining\":{(_random.Next(8) == 0 ? Any() : "3")}"];
        Disturb(members);
        return $"{(_random.Next(50) == 0 ? "\uFEFF" : "")}{{{space}{string.Join(space + ',', members)}{space}}}{space}";
    }

    private string Row(string space)
    {
        var members = (vendor == ActivityLogVendor.Payrep ? PayrepNames : MeldNames).Select(name => $"\"{name}\":{space}{Usual(name)}").ToList();
        Disturb(members);
        return $"{{{space}{string.Join(space + ',' + space, members)}{space}}}";
    }

    private string Usual(string name) => _random.Next(25) == 0 ? Any() : name switch
    {
        "id" or "key" => _random.Next(3) == 0 ? $"\"id {_random.Next(100)}\"" : $"\"{Id()}\"",
        "created_at" or "occurredAt" => $"\"{Times[_random.Next(4) == 0 ? _random.Next(Times.Length) : 0]}\"",
        "response_code" => _random.Next(100, 600).ToString(CultureInfo.InvariantCulture),
        "actor" or "entity" => Structures[5],
        "attributes" => $$"""{"action":"INBOUND_REQUEST","requestId":"{{_random.Next(1000)}}","deep":{"a":[1,2.5,{"b":"c\\\"d"}] } }""",
        "details" => """{"method":"POST","path":"\/customers","responseCode":200}""",
        _ => Scalars[_random.Next(19, Scalars.Length)],
    };

    private string Any() => _random.Next(12) switch
    {
        0 => new string('[', 60) + new string(']', 60),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70),
        2 or 3 or 4 => Structures[_random.Next(Structures.Length)],
        _ => Scalars[_random.Next(Scalars.Length)],
    };

    private string Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        var id = new Guid(bytes).ToString("D");
        return _random.Next(10) == 0 ? id.ToUpperInvariant() : id;
    }

    /// <summary>Now and then a member goes, comes twice, is unknown, has a name with escapes, or stands elsewhere.</summary>
    private void Disturb(List<string> members)
    {
        switch (_random.Next(14))
        {
            case 0:
                members.RemoveAt(_random.Next(members.Count));
                break;
            case 1:
                members.Insert(_random.Next(members.Count + 1), members[_random.Next(members.Count)]);
                break;
            case 2:
                members.Insert(_random.Next(members.Count + 1), $"\"extra{_random.Next(3)}\":{Any()}");
                break;
            case 3:
                members[^1] = "\"\\u00" + ((int)members[^1][1]).ToString("x2", CultureInfo.InvariantCulture) + members[^1][2..];
                break;
            case 4:
                members.Reverse();
                break;
            case 5:
                members.Add(members[0].Split(':')[0] + ":" + Any());
                break;
            default:
                break;
        }
    }

    private byte[] Change(byte[] body)
    {
        var at = _random.Next(body.Length + 1);
        var length = Math.Min(_random.Next(1, 30), body.Length - at);
        switch (_random.Next(8))
        {
            case 0 when at < body.Length:
                body[at] ^= (byte)(1 << _random.Next(8));
                return body;
            case 1 when at < body.Length:
                body[at] = (byte)Telling[_random.Next(Telling.Length)];
                return body;
            case 2:
                return body[..at];
            case 3:
                return [.. body[..at], .. body[(at + length)..]];
            case 4:
                return [.. body[..at], .. body.AsSpan(at, length), .. body[at..]];
            case 5:
                return [.. body[..at], .. _last.AsSpan(Math.Min(at, _last.Length))];
            case 6:
                return [.. body[..at], (byte)_random.Next(256), .. body[at..]];
            default:
                return [.. body[..at], .. Encoding.UTF8.GetBytes(Any()), .. body[at..]];
        }
    }
}
