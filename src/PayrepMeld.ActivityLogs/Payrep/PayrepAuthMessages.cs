using System.Text.Json.Serialization;

namespace PayrepMeld.ActivityLogs;

/// <summary>The body of <see cref="IPayrepApi.LoginAsync"/>.</summary>
public sealed class PayrepLoginRequest
{
    /// <summary>The dashboard user's address.</summary>
    [JsonPropertyName("email")]
    public required string Email { get; init; }

    /// <summary>The dashboard user's password.</summary>
    [JsonPropertyName("password")]
    public required string Password { get; init; }
}

/// <summary>The body of <see cref="IPayrepApi.RefreshAsync"/>.</summary>
public sealed class PayrepRefreshRequest
{
    /// <summary>The refresh token of a login.</summary>
    [JsonPropertyName("refresh")]
    public required string Refresh { get; init; }
}

/// <summary>The body of <see cref="IPayrepApi.VerifyAsync"/>.</summary>
public sealed class PayrepVerifyRequest
{
    /// <summary>The access token to ask about.</summary>
    [JsonPropertyName("token")]
    public required string Token { get; init; }
}

/// <summary>What a login answers. Holds secrets: it does not print them.</summary>
public sealed class PayrepSession
{
    /// <summary>The access token, a short-lived JWT.</summary>
    [JsonPropertyName("access")]
    public string? Access { get; init; }

    /// <summary>The refresh token.</summary>
    [JsonPropertyName("refresh")]
    public string? Refresh { get; init; }

    /// <summary>Who logged in.</summary>
    [JsonPropertyName("user")]
    public PayrepUser? User { get; init; }
}

/// <summary>What a refresh answers. Holds a secret: it does not print it.</summary>
public sealed class PayrepAccessToken
{
    /// <summary>The new access token.</summary>
    [JsonPropertyName("access")]
    public string? Access { get; init; }
}

/// <summary>A dashboard user.</summary>
public sealed class PayrepUser
{
    /// <summary>The vendor's id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The address logged in with.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>First name.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    /// <summary>The vendor's word for the role.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }
}

/// <summary>What <see cref="IPayrepApi.VerifyAsync"/> answers.</summary>
public sealed class PayrepTokenInfo
{
    /// <summary>The vendor's id of the user.</summary>
    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }

    /// <summary>The user's address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>The vendor's word for the role.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>When the token was made, in the vendor's own text.</summary>
    [JsonPropertyName("issued_at")]
    public string? IssuedAt { get; init; }

    /// <summary>Until when it holds, in the vendor's own text.</summary>
    [JsonPropertyName("expires_at")]
    public string? ExpiresAt { get; init; }
}
