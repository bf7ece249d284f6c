using Microsoft.Extensions.Configuration;
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
            : throw new UsageException(configFile is null ? Nothing : $"--config {Output.SafeText.Escape(configFile)} has no section ActivityLogs.{Environment.NewLine}{Nothing}");
    }

    public static IConfiguration Read(string? file)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            builder.AddUserSecrets(UserSecretsId);
            if (file is not null)
            {
                builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            }

            return builder.AddEnvironmentVariables().Build();
        }
        catch (Exception e) when (e is FileNotFoundException or ArgumentException)
        {
            throw UsageException.Of("--config", file!, "a file that exists", e);
        }
        catch (InvalidDataException e)
        {
            // What is wrong with it, and where, is said by the reason.
            throw new UsageException($"The configuration cannot be read: {Output.SafeText.Escape(e.Message)} {Output.SafeText.Escape(e.GetBaseException().Message)}", e);
        }
    }
}
