namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// Sends a request through the handlers of the account's current options. They are built anew when the options change, so that a reloaded
/// credential gets a channel and a token of its own, while the connections below stay.
/// </summary>
/// <param name="settings">The account.</param>
/// <param name="build">Puts the handlers before the innermost one.</param>
internal sealed class AccountHandler(AccountSettings settings, Func<ActivityLogClientsOptions, HttpMessageHandler, HttpMessageHandler> build) : DelegatingHandler
{
    private Chain? _chain;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var options = settings.Current;
        var chain = _chain;
        if (chain is null || !ReferenceEquals(chain.Options, options))
        {
            // Two callers may both build one: the handlers hold no state, their channel does.
            _chain = chain = new Chain(options, new HttpMessageInvoker(build(options, InnerHandler!), disposeHandler: false));
        }

        return chain.First.SendAsync(request, cancellationToken);
    }

    private sealed record Chain(ActivityLogClientsOptions Options, HttpMessageInvoker First);
}
