using System.Globalization;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The HTTP calls that generated rows are about: a few endpoints and addresses dominate, and errors come in bursts.</summary>
internal sealed class SeededCalls
{
    private const uint Endpoint = 21;
    private const uint Address = 22;
    private const uint Failure = 23;
    private const uint Burst = 24;
    private const int AddressCount = 40;
    private const int BurstShift = 9;

    private static readonly (int Code, string Message)[] UsualFailures =
    [
        (400, "Customer must be active to create additional accounts"),
        (404, "Account not found"),
        (401, "Authentication credentials were not provided"),
        (409, "Duplicate transaction reference"),
        (422, "Amount must be greater than zero"),
        (429, "Too many requests"),
    ];

    private static readonly (int Code, string Message)[] BurstFailures =
    [
        (503, "Service temporarily unavailable"),
        (504, "Upstream provider timed out"),
        (500, "Internal server error"),
    ];

    private readonly int _seed;
    private readonly Skew<(string Method, string Path)> _endpoints;
    private readonly Skew<string> _addresses;
    private readonly Skew<(int Code, string Message)> _usual = new(UsualFailures);
    private readonly Skew<(int Code, string Message)> _burst = new(BurstFailures);

    public SeededCalls(int seed, IReadOnlyList<(string Method, string Path)> endpoints)
    {
        _seed = seed;
        _endpoints = new(endpoints);
        _addresses = new([.. Enumerable.Range(0, AddressCount).Select(i =>
        {
            var random = Hash.Of(seed, i, Address);
            return string.Create(CultureInfo.InvariantCulture, $"{(random % 2 == 0 ? "197.210" : "102.89")}.{(random >> 8) % 256}.{1 + ((random >> 16) % 254)}");
        })]);
    }

    public (string Method, string Path, int Code, string Message, string Address) At(long age)
    {
        var (method, path) = _endpoints.Pick(Hash.Of(_seed, age, Endpoint));
        var address = _addresses.Pick(Hash.Of(_seed, age, Address));
        var random = Hash.Of(_seed, age, Failure);
        var inBurst = Hash.Of(_seed, age >> BurstShift, Burst) % 20 == 0;
        if (random % 100 >= (inBurst ? 45UL : 3UL))
        {
            return (method, path, string.Equals(method, "POST", StringComparison.Ordinal) ? 201 : 200, "Success", address);
        }

        var (code, message) = (inBurst ? _burst : _usual).Pick(random >> 32);
        return (method, path, code, message, address);
    }
}
