using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>What the client should ask again for.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<InvalidatedAreas>))]
public enum InvalidatedAreas
{
    /// <summary><c>all</c>.</summary>
    All,
    /// <summary><c>stacks</c>.</summary>
    Stacks,
    /// <summary><c>threads</c>.</summary>
    Threads,
    /// <summary><c>variables</c>.</summary>
    Variables,
}
