namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>What a debugger may do with an address. ARMv7-M ARM B3.1, "The system address map".</summary>
internal enum MemoryKind
{
    /// <summary>Flash, RAM: reading more than was asked has no effect on the target.</summary>
    Normal,

    /// <summary>Peripherals and system registers: a read may clear flags, so only what was asked is read.</summary>
    Device,
}
