using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Json;

/// <summary>Writes an enumeration by its name in camelCase and refuses numbers and unknown names.</summary>
/// <typeparam name="TEnum">A closed enumeration.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
