using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <content>The debug server.</content>
public sealed partial record LaunchConfiguration
{
    /// <summary>The kind of debug server. <c>external</c> connects to one that runs already.</summary>
    [LaunchKey(LaunchTopic.Server)]
    [JsonPropertyName("servertype")]
    public ServerType? ServerType { get; init; }

    /// <summary>Where the server listens, as host:port; an IPv6 address stands in brackets: [::1]:3333.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "external")]
    public string? GdbTarget { get; init; }

    /// <summary>The server's program, when it is not on the PATH under its usual name.</summary>
    [LaunchKey(LaunchTopic.Server)]
    [JsonPropertyName("serverpath")]
    public string? ServerPath { get; init; }

    /// <summary>More arguments for the server, after ours.</summary>
    [LaunchKey(LaunchTopic.Server)]
    public IReadOnlyList<string> ServerArgs { get; init; } = [];

    /// <summary>Configuration files for OpenOCD (<c>-f</c>), in this order.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "openocd")]
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];

    /// <summary>Directories that OpenOCD searches for scripts (<c>-s</c>). Default: <c>cwd</c>.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "openocd")]
    public IReadOnlyList<string> SearchDir { get; init; } = [];

    /// <summary>OpenOCD commands (<c>-c</c>) after the configuration files.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "openocd")]
    public IReadOnlyList<string> OpenOCDLaunchCommands { get; init; } = [];

    /// <summary>OpenOCD commands (<c>-c</c>) before the configuration files.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "openocd")]
    public IReadOnlyList<string> OpenOCDPreConfigLaunchCommands { get; init; } = [];

    /// <summary>The chip, by the name that the server knows it by, such as <c>nRF52840_xxAA</c>.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "jlink")]
    public string? Device { get; init; }

    /// <summary>The wire protocol to the chip.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "jlink bmp", Values = "swd jtag cJTAG")]
    public string Interface { get; init; } = "swd";

    /// <summary>The probe to use when several are connected.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "jlink stutil pyocd")]
    public string? SerialNumber { get; init; }

    /// <summary>The address of a probe on the network.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "jlink")]
    public string? IpAddress { get; init; }

    /// <summary>A J-Link script file.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "jlink")]
    [JsonPropertyName("jlinkscript")]
    public string? JLinkScript { get; init; }

    /// <summary>The probe to use when several are connected, by pyOCD's unique id.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "pyocd")]
    public string? BoardId { get; init; }

    /// <summary>pyOCD: the chip by its target name. Black Magic Probe: the number to attach to (default 1).</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "pyocd bmp")]
    public TargetId? TargetId { get; init; }

    /// <summary>A CMSIS pack that describes the chip.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "pyocd")]
    public string? CmsisPack { get; init; }

    /// <summary>The serial port of the Black Magic Probe's GDB server, such as <c>/dev/ttyACM0</c>, or host:port of one that is reached by TCP.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "bmp")]
    [JsonPropertyName("BMPGDBSerialPort")]
    public string? BmpGdbSerialPort { get; init; }

    /// <summary>Power the board from the probe: <c>enable</c> or <c>disable</c>; absent leaves it as it is.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "bmp", Values = "enable disable")]
    [JsonPropertyName("powerOverBMP")]
    public string? PowerOverBmp { get; init; }

    /// <summary>The probe is an ST-LINK V1.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "stutil")]
    public bool V1 { get; init; }

    /// <summary>The machine that QEMU emulates. The default has a Cortex-M4 with FPU and memory at 0 and at 0x20000000.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "qemu")]
    public string Machine { get; init; } = "mps2-an386";

    /// <summary>The processor that QEMU emulates. Default: the one of the machine.</summary>
    [LaunchKey(LaunchTopic.Server, Servers = "qemu")]
    public string? Cpu { get; init; }

    /// <summary>The port on which the session is offered as a GDB server to other tools; 0 picks one. Absent: not offered.</summary>
    [LaunchKey(LaunchTopic.Server, Ours = true)]
    public int? GdbServerPort { get; init; }

    /// <summary>Limits of the waits of a session.</summary>
    [LaunchKey(LaunchTopic.Server, Ours = true)]
    public Timeouts Timeouts { get; init; } = new();
}
