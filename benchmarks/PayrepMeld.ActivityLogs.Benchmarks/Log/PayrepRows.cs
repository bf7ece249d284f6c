namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>Payrep's rows, about 244 bytes each: a few endpoints, messages and addresses dominate, as in a real log.</summary>
internal static class PayrepRows
{
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("POST", "/api/v1/account/api/name_enquiry"),
        ("POST", "/api/v1/transfer/api/single_transfer"),
        ("POST", "/api/v1/account/api/fetch_accounts"),
        ("POST", "/api/v1/transaction/api/fetch_transactions"),
        ("POST", "/api/v1/account/api/create_account"),
        ("GET", "/api/v1/transfer/api/banks"),
        ("POST", "/api/v1/customer/api/create_customer"),
        ("PUT", "/api/v1/customer/api/update_customer"),
        ("GET", "/api/v1/account/api/balance"),
    ];

    private static readonly (int Code, string Message)[] Outcomes =
    [
        (200, "Success"), (201, "Created"), (200, "Success"), (200, "Request successful"), (200, "Transactions fetched successfully"),
        (200, "Success"), (200, "Success"), (400, "Customer must be active to create additional accounts"),
        (404, "Account not found"), (422, "Amount must be greater than zero"), (504, "Upstream provider timed out"),
    ];

    public static RowTemplate[] Templates { get; } = [.. Enumerable.Range(0, 4096).Select(Template)];

    private static RowTemplate Template(int number)
    {
        var random = RowId.Mixed((ulong)number + 1000);
        var (method, path) = Skewed.Pick(Endpoints, random);
        var (code, message) = Skewed.Pick(Outcomes, random >> 16);
        var status = code < 400 ? "success" : "error";
        return new RowTemplate(
            $$"""
            {"id":"{{RowTemplate.Id}}","endpoint":"{{path}}","method":"{{method}}","response_code":{{code}},"status":"{{status}}","message":"{{message}}","ip_address":"{{Skewed.Address(random >> 32)}}","created_at":"{{RowTemplate.Time}}"}
            """,
            idIsBare: false);
    }
}
