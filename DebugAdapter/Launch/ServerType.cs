using System.Text.Json.Serialization;
using RspDebug.DebugAdapter.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>The kinds of debug servers.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ServerType>))]
public enum ServerType
{
    /// <summary>OpenOCD.</summary>
    Openocd,
    /// <summary>SEGGER J-Link GDB Server.</summary>
    Jlink,
    /// <summary>pyOCD.</summary>
    Pyocd,
    /// <summary>QEMU's gdbstub on an emulated machine.</summary>
    Qemu,
    /// <summary>Black Magic Probe.</summary>
    Bmp,
    /// <summary>st-util of the open stlink tools.</summary>
    Stutil,
    /// <summary>One that runs already; <c>gdbTarget</c> says where.</summary>
    External,
    /// <summary>The built-in virtual board.</summary>
    Virtual,
}
