using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>Rows whose every text was written by somebody who means harm to a shell, a terminal, a spreadsheet or a browser.</summary>
internal static class Hostile
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "<script>document.title='ran'</script>", "\"><img src=x onerror=\"document.title='ran'\">", "javascript:document.title='ran'", "</code></style><svg onload=document.title='ran'>",
        "'; touch ran; '", "$(touch ran)", "`touch ran`", "; touch ran #", "-rf", "--failed", "--output=csv", "a\nb", "a\r\nb\tc", "\e[31mred\a", "\u202Eevil\u202C", "it's \"quoted\" \\' $HOME !x",
        "\u202Eit's!\\n", "=cmd|' /C calc'!A0", "@SUM(1)", "*", "/a*b", "{a,b}", "~root", "é ñ 中文 😀", "  padded  ", "&amp;&lt;b&gt;", "nul\0nul", "%00%0a", "<!--", "]]>",
        new string('y', 300), new string('z', 256), "/q?x=1#y", "x, y", "10.0.0.0/8",
    ];

    /// <summary>One failure of each vendor for each text and field, a minute apart, within the last hours.</summary>
    public static void Insert(TwoFakes vendors)
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-2);
        foreach (var text in Texts)
        {
            var row = new PayrepRow { Id = Guid.NewGuid().ToString(), CreatedAt = at, ResponseCode = 400, Status = "error" };
            foreach (var payrep in (PayrepRow[])[row with { Endpoint = text }, row with { Message = text }, row with { IpAddress = text }, row with { Method = text }, row with { Status = text }])
            {
                vendors.Payrep.Vendor.Insert(payrep with { Id = Guid.NewGuid().ToString(), CreatedAt = at = at.AddSeconds(-20) });
            }

            var other = new MeldRow { Key = "k", OccurredAt = at, StatusCode = 500 };
            foreach (var meld in (MeldRow[])[other with { Endpoint = text }, other with { Message = text }, other with { ClientIp = text }, other with { HttpMethod = text }, other with { Action = text }])
            {
                vendors.Meld.Vendor.Insert(meld with { Key = Guid.NewGuid().ToString(), OccurredAt = at = at.AddSeconds(-20) });
            }
        }
    }
}
