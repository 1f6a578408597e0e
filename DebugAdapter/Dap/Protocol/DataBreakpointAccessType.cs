using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The access that a data breakpoint watches.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DataBreakpointAccessType>))]
public enum DataBreakpointAccessType
{
    /// <summary><c>read</c>.</summary>
    Read,
    /// <summary><c>write</c>.</summary>
    Write,
    /// <summary><c>readWrite</c>.</summary>
    ReadWrite,
}
