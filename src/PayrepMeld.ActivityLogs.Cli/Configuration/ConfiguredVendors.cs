using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Configuration;

/// <summary>The vendors that user secrets, a file and the environment name; the later has the last word.</summary>
internal sealed class ConfiguredVendors : ILogSource
{
    public const string UserSecretsId = "payrepmeld-activitylogs-cli";

    private const string Nothing =
        """
        No vendor is configured. Set one or both, in the environment or (with ':' for '__') by `dotnet user-secrets set --id payrepmeld-activitylogs-cli KEY VALUE`:
          ActivityLogs__Payrep__Environment=Sandbox   (or Production)
          ActivityLogs__Payrep__Email=...             with ActivityLogs__Payrep__Password=...
          ActivityLogs__Meld__Environment=Sandbox     (or Production)
          ActivityLogs__Meld__ApiKey=...
        To look around without one: activitylogs demo list
        """;

    public Task<(IConfiguration Configuration, IAsyncDisposable? Owned)> OpenAsync(string? configFile, ToolTerminal terminal, CancellationToken cancellationToken)
    {
        var configuration = Read(configFile);
        return configuration.GetSection("ActivityLogs").Exists()
            ? Task.FromResult<(IConfiguration, IAsyncDisposable?)>((configuration, null))
            : throw new UsageException(configFile is null ? Nothing : $"--config {SafeText.Escape(configFile)} has no section ActivityLogs.{Environment.NewLine}{Nothing}");
    }

    public static IConfiguration Read(string? file)
    {
        using var json = file is null ? null : Open(file);
        try
        {
            var builder = new ConfigurationBuilder().AddUserSecrets(UserSecretsId);
            return (json is null ? builder : builder.AddJsonStream(json)).AddEnvironmentVariables().Build();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            // What is wrong with the user secrets, and where, is said by the reason.
            throw new UsageException($"The configuration cannot be read: {SafeText.Escape(e.Message)} {SafeText.Escape(e.GetBaseException().Message)}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new UsageException($"The configuration cannot be read: {SafeText.Escape(file!)}: {SafeText.Escape(e.Message)}", e);
        }
    }

    // Opened here and not by the configuration, which does not see files whose names begin with a dot.
    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException || Directory.Exists(file))
        {
            throw UsageException.Of("--config", file, "a file that exists", e);
        }
    }
}
