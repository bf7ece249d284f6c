namespace PayrepMeld.ActivityLogs;

/// <summary>The documented values of Meld's action. Strings, because Meld may add more.</summary>
public static class MeldActions
{
    /// <summary>A request from you to Meld.</summary>
    public const string InboundRequest = "INBOUND_REQUEST";

    /// <summary>A request from Meld to one of its service providers.</summary>
    public const string OutboundRequestServiceProvider = "OUTBOUND_REQUEST_SERVICE_PROVIDER";

    /// <summary>A webhook from a service provider to Meld.</summary>
    public const string InboundRequestWebhook = "INBOUND_REQUEST_WEBHOOK";

    /// <summary>A webhook from Meld to you.</summary>
    public const string OutboundRequestWebhook = "OUTBOUND_REQUEST_WEBHOOK";

    /// <summary>An import of an institution connection failed.</summary>
    public const string InstitutionConnectionImportFailed = "INSTITUTION_CONNECTION_IMPORT_FAILED";
}
