using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>The options all reading commands have, and what they ask for together.</summary>
/// <param name="hasEnd">Whether the command can be told where to end.</param>
internal sealed class ReadingOptions(bool hasEnd = true)
{
    // Each of these makes Meld the only vendor that is read, unless --vendor all is given.
    private const string MeldOnly = "Only Meld, and only ";

    private readonly Option<string> _vendor = Text("--vendor", "The vendor to read: payrep, meld, or all that are configured (the default).", "VENDOR", VendorName.Choices);
    private readonly Option<string> _account = Text("--account", "The account, by its name in the configuration; the default account unless given.", "NAME");
    private readonly Option<string> _since = Text("--since", $"The oldest instant, inclusive: {TimeArgument.Allowed}.", "TIME");
    private readonly Option<string> _until = Text("--until", "The instant to read up to, exclusive; as --since.", "TIME");
    private readonly Option<bool> _utc = new("--utc") { Description = "Take times without a zone, and print times, in UTC instead of this machine's zone." };
    private readonly Option<bool> _failed = new("--failed") { Description = "Failures only: short for --outcome failure." };
    private readonly Option<string> _outcome = Text("--outcome", "Only entries that ended so: success, failure or unknown.", "OUTCOME", "success", "failure", "unknown");
    private readonly Option<string> _method = Text("--method", "Only this HTTP method.", "METHOD", "GET", "POST", "PUT", "PATCH", "DELETE");
    private readonly Option<string[]> _statusCode = Texts("--status-code", "Only these HTTP statuses: 400, all of a class (4xx), or all others (!404, !5xx).", "STATUS");
    private readonly Option<string> _endpoint = Text("--endpoint", "Only this endpoint, as it was logged or its path alone; * stands for any text.", "PATTERN");
    private readonly Option<string> _ip = Text("--ip", $"Only this client: {AddressRange.Allowed}.", "ADDRESS");
    private readonly Option<string> _search = Text("--search", "Only entries that contain this text. Payrep searches by rules of its own; of Meld's entries attributes and details are searched.", "TEXT");
    private readonly Option<string> _message = Text("--message", "Only entries with this message, numbers and ids in it aside: 'Transfer 17 failed' finds 'Transfer 18 failed', too.", "TEXT");
    private readonly Option<string[]> _action = Texts("--action", MeldOnly + "these actions.", "ACTION", [.. MeldActions]);
    private readonly Option<string> _requestId = Text("--request-id", MeldOnly + "what happened during this request.", "ID");
    private readonly Option<string> _customer = Text("--customer", MeldOnly + "this customer.", "ID");
    private readonly Option<string> _externalCustomer = Text("--external-customer", MeldOnly + "this customer, by your own id.", "ID");
    private readonly Option<string[]> _connection = Texts("--connection", MeldOnly + "these connections.", "ID");
    private readonly Option<string[]> _financialAccount = Texts("--financial-account", MeldOnly + "these financial accounts.", "ID");
    private readonly Option<string> _eventType = Text("--event-type", MeldOnly + "this event type.", "TYPE");

    public IEnumerable<Option> All =>
    [
        _vendor, _account, _since, .. Until, _utc, _failed, _outcome, _method, _statusCode, _endpoint, _ip, _search, _message, .. OfMeld,
    ];

    /// <summary>Those that only Meld knows.</summary>
    public IEnumerable<Option> OfMeld => [_action, _requestId, _customer, _externalCustomer, _connection, _financialAccount, _eventType];

    public Option<string> Since => _since;

    private IEnumerable<Option> Until => hasEnd ? [_until] : [];

    private static IEnumerable<string> MeldActions =>
        ["INBOUND_REQUEST", "OUTBOUND_REQUEST_SERVICE_PROVIDER", "INBOUND_REQUEST_WEBHOOK", "OUTBOUND_REQUEST_WEBHOOK", "INSTITUTION_CONNECTION_IMPORT_FAILED"];

    /// <exception cref="UsageException">A value is wrong, or two contradict each other.</exception>
    public ReadingRequest Read(ParseResult typed, TimeProvider time)
    {
        var zone = typed.GetValue(_utc) ? TimeZoneInfo.Utc : time.LocalTimeZone;
        var now = time.GetUtcNow();
        var query = new ActivityLogQuery
        {
            From = Time(typed, _since, now, zone),
            To = Time(typed, _until, now, zone),
            Outcome = Outcome(typed),
            HttpMethod = NotEmpty(typed, _method),
            Search = NotEmpty(typed, _search),
            Meld = Meld(typed),
        };
        return query.From >= query.To
            ? throw new UsageException($"--since is not before --until: nothing lies between {query.From:u} and {query.To:u}.")
            : new ReadingRequest(Vendor(typed, query.Meld), NotEmpty(typed, _account) ?? ActivityLogClientsOptions.DefaultAccount, query, Filter(typed), zone);
    }

    private static Option<string> Text(string name, string description, string helpName, params string[] suggestions)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName };
        option.CompletionSources.Add(suggestions);
        return option;
    }

    private static Option<string[]> Texts(string name, string description, string helpName, params string[] suggestions)
    {
        var option = new Option<string[]>(name) { Description = description + " Comma-separated, or given more than once.", HelpName = helpName };
        option.CompleteWith(suggestions);
        return option;
    }

    private static string? NotEmpty(ParseResult typed, Option<string> option) => typed.GetValue(option) switch
    {
        null => null,
        var text when string.IsNullOrWhiteSpace(text) => throw UsageException.Of(option.Name, text, "a text that is not empty"),
        var text => text,
    };

    private static List<string> Items(ParseResult typed, Option<string[]> option)
    {
        var texts = typed.GetValue(option) ?? [];
        var items = texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).ToList();
        return items.Exists(string.IsNullOrEmpty) ? throw UsageException.Of(option.Name, string.Join(',', texts), "values that are not empty, comma-separated") : items;
    }

    private static DateTimeOffset? Time(ParseResult typed, Option<string> option, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (typed.GetValue(option) is not { } text)
        {
            return null;
        }

        return TimeArgument.TryParse(text, now, zone, out var instant) ? instant : throw UsageException.Of(option.Name, text, TimeArgument.Allowed);
    }

    // Whoever asks for what only Meld knows does not look for Payrep's rows, which it does not restrict.
    private ActivityLogVendor? Vendor(ParseResult typed, MeldFilter? meld)
    {
        if (typed.GetValue(_vendor) is not { } name)
        {
            return meld is null ? null : ActivityLogVendor.Meld;
        }

        var vendor = VendorName.Parse(_vendor.Name, name);
        return vendor == ActivityLogVendor.Payrep && meld is not null
            ? throw new UsageException($"{_vendor.Name} is payrep, but only Meld knows what another option asks for.")
            : vendor;
    }

    private ActivityLogOutcome? Outcome(ParseResult typed)
    {
        ActivityLogOutcome? outcome = typed.GetValue(_outcome)?.ToUpperInvariant() switch
        {
            null => null,
            "SUCCESS" => ActivityLogOutcome.Success,
            "FAILURE" => ActivityLogOutcome.Failure,
            "UNKNOWN" => ActivityLogOutcome.Unknown,
            _ => throw UsageException.Of(_outcome.Name, typed.GetValue(_outcome)!, "success, failure or unknown"),
        };
        return !typed.GetValue(_failed) ? outcome
            : outcome is null or ActivityLogOutcome.Failure ? ActivityLogOutcome.Failure
            : throw new UsageException("--failed and --outcome contradict each other: give one of them.");
    }

    private MeldFilter? Meld(ParseResult typed)
    {
        var filter = new MeldFilter
        {
            Actions = Items(typed, _action),
            RequestId = NotEmpty(typed, _requestId),
            CustomerId = NotEmpty(typed, _customer),
            ExternalCustomerId = NotEmpty(typed, _externalCustomer),
            ConnectionIds = Items(typed, _connection),
            FinancialAccountIds = Items(typed, _financialAccount),
            EventType = NotEmpty(typed, _eventType),
        };
        if (filter.CustomerId is not null && filter.ExternalCustomerId is not null)
        {
            throw new UsageException("--customer and --external-customer cannot be used in the same request: give one of them.");
        }

        var isEmpty = filter is { Actions.Count: 0, ConnectionIds.Count: 0, FinancialAccountIds.Count: 0, RequestId: null, CustomerId: null, ExternalCustomerId: null, EventType: null };
        return isEmpty ? null : filter;
    }

    private EntryFilter Filter(ParseResult typed)
    {
        StatusCodePattern? statusCode = null;
        if (typed.GetValue(_statusCode) is { Length: > 0 } statuses && !StatusCodePattern.TryParse(statuses, out statusCode))
        {
            throw UsageException.Of(_statusCode.Name, string.Join(',', statuses), StatusCodePattern.Allowed);
        }

        AddressRange? address = null;
        if (typed.GetValue(_ip) is { } ip && !AddressRange.TryParse(ip, out address))
        {
            throw UsageException.Of(_ip.Name, ip, AddressRange.Allowed);
        }

        var endpoint = NotEmpty(typed, _endpoint) is { } pattern ? new EndpointPattern(pattern) : null;
        return new EntryFilter(statusCode, endpoint, address, MessageMask.Of(NotEmpty(typed, _message)));
    }
}
