namespace RspDebug.DebugAdapter.Logging;

/// <summary>The parts of the adapter whose logs are switched one by one.</summary>
public enum LogLayer
{
    /// <summary>Messages of the debug adapter protocol and their dispatch.</summary>
    Dap,
    /// <summary>Packets to and from the debug server.</summary>
    Rsp,
    /// <summary>Diagnostics of ELF and debug information.</summary>
    Dwarf,
    /// <summary>Trace.</summary>
    Swo,
    /// <summary>Decisions of the engine: stops, steps, breakpoints, servers.</summary>
    Engine,
}
