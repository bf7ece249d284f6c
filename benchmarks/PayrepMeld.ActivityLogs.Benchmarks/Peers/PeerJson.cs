using System.Text.Json;
using System.Text.Json.Serialization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>The models' source-generated serializers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PayrepPageModel))]
[JsonSerializable(typeof(PayrepRequestModel))]
[JsonSerializable(typeof(MeldPageModel<JsonElement>))]
internal sealed partial class PeerJson : JsonSerializerContext;
