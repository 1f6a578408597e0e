using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>When an exception stops the target.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ExceptionBreakMode>))]
public enum ExceptionBreakMode
{
    /// <summary><c>never</c>.</summary>
    Never,
    /// <summary><c>always</c>.</summary>
    Always,
    /// <summary><c>unhandled</c>.</summary>
    Unhandled,
    /// <summary><c>userUnhandled</c>.</summary>
    UserUnhandled,
}
