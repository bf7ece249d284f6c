using System.Reflection;
using System.Runtime.ExceptionServices;
using PayrepMeld.ActivityLogs.Json;
using Refit;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What makes Refit's clients behave like the default flavour's.</summary>
internal static class RefitTransport
{
    public static T Create<T>(HttpClient client) => RestService.For<T>(client, new RefitSettings(new WireSerializer())
    {
        // A body that is sent again is sent with its length again.
        Buffered = true,
        ExceptionFactory = FromAnswerAsync,

        // As it is, not in an ApiException, which holds the request.
        DeserializationExceptionFactory = (_, e) => Task.FromResult<Exception?>(e),
    });

    /// <summary>Lets out what went wrong without Refit's wrapping, which holds the request and with it the credentials.</summary>
    public static async Task<T> UnwrapAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (ApiExceptionBase e) when (e.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    // Refit leaves the answer to whoever catches the error, and ours does not hold it.
    private static Task<Exception?> FromAnswerAsync(HttpResponseMessage response)
    {
        var error = ActivityLogErrors.FromAnswer(response);
        if (error is not null)
        {
            response.Dispose();
        }

        return Task.FromResult<Exception?>(error);
    }

    private sealed class WireSerializer : IHttpContentSerializer
    {
        public HttpContent ToHttpContent<T>(T item) => WireFormat.Write(item);

        public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
            Task.FromResult<T?>(WireFormat.Read<T>((BufferedBody)content));

        // For form bodies and query objects, of which the interfaces have none.
        public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;
    }
}
