using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Writes an enumeration of the protocol by its name in camelCase and refuses numbers and unknown names.</summary>
/// <typeparam name="TEnum">A closed enumeration of the protocol.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
