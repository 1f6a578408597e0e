using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>
/// The target as the engine needs it: a live one behind a server. Everything above speaks of registers by name and of addresses;
/// numbers, packets and quirks stay below.
/// </summary>
internal interface ITargetLink : IMemoryLink, IBreakpointLink, IWatchpointLink, IAsyncDisposable
{
    /// <summary>The registers that can be asked for, in the server's order.</summary>
    IReadOnlyList<TargetRegister> Registers { get; }

    /// <summary>True when the server lets handlers run during a single-step.</summary>
    bool StepsLetInterruptsIn { get; }

    /// <summary>True when WFI and WFE never return from a single-step (QEMU).</summary>
    bool WaitsBlockSteps { get; }

    /// <summary>True when a single-step at an armed breakpoint leaves it; otherwise it is lifted first.</summary>
    bool StepsOffBreakpoints { get; }

    /// <summary>True when a watchpoint stops before the access; otherwise the access is done.</summary>
    bool StopsBeforeDataAccess { get; }

    /// <summary>The last packets, one a line, for the report of a failure; empty when there are none to show.</summary>
    string LastPackets => "";

    /// <summary>Packets and bytes so far.</summary>
    LinkStatistics Statistics { get; }

    /// <summary>The stop that the server reported when the session began.</summary>
    TargetStop InitialStop { get; }

    /// <summary>Memory map of the server, or empty.</summary>
    IReadOnlyList<TargetRegion> Regions { get; }

    /// <summary>Reads as many registers as one packet gives into <paramref name="values"/> (by <see cref="TargetRegister.Index"/>).</summary>
    /// <param name="values">Filled in.</param>
    /// <param name="besides">One more that is wanted and may not be in the packet; null for none. Read in the same round trip where the server allows, else left unread.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    ValueTask ReadRegistersAsync(RegisterValues values, TargetRegister? besides, CancellationToken cancellationToken);

    /// <summary>Reads one register into <paramref name="values"/>; false when the server refuses.</summary>
    ValueTask<bool> ReadRegisterAsync(TargetRegister register, RegisterValues values, CancellationToken cancellationToken);

    /// <summary>Writes one register.</summary>
    ValueTask WriteRegisterAsync(TargetRegister register, ulong value, CancellationToken cancellationToken);

    /// <summary>Resumes; the task ends at the next stop.</summary>
    Task<TargetStop> ResumeAsync(ResumeKind kind, CancellationToken cancellationToken);

    /// <summary>True when the registers of a step's stop can be asked for along with the step, see <see cref="StepAndReadAsync"/>.</summary>
    bool ReadsBehindSteps { get; }

    /// <summary>Steps once and reads the registers of its stop, in one round trip.</summary>
    /// <param name="values">Filled in when the result says so.</param>
    /// <param name="besides">One more that may not be in the packet; null for none.</param>
    /// <param name="cancellationToken">Interrupts the target.</param>
    /// <returns>The stop, and whether the registers were read.</returns>
    Task<(TargetStop Stop, bool AreRead)> StepAndReadAsync(RegisterValues values, TargetRegister? besides, CancellationToken cancellationToken);

    /// <summary>True when the server steps through a range of code by itself (<see cref="StepRangeAsync"/>), with interrupts treated as in its single-steps.</summary>
    bool StepsThroughRanges => false;

    /// <summary>Steps while PC is in a range; may end early, inside. PC is inside, and no breakpoint stands on it.</summary>
    /// <param name="start">First address inside.</param>
    /// <param name="end">First address past it.</param>
    /// <param name="cancellationToken">Interrupts the target.</param>
    Task<TargetStop> StepRangeAsync(uint start, uint end, CancellationToken cancellationToken) => ResumeAsync(ResumeKind.Step, cancellationToken);

    /// <summary>Asks a running target to stop; the pending resume ends.</summary>
    ValueTask InterruptAsync(CancellationToken cancellationToken);

    /// <summary>Runs a server command (<c>monitor</c>) and gives its text.</summary>
    ValueTask<string> MonitorAsync(string command, CancellationToken cancellationToken);

    /// <summary>Compares target memory with the image by a checksum the server computes; null when it cannot.</summary>
    ValueTask<bool?> MatchesAsync(uint address, ReadOnlyMemory<byte> expected, CancellationToken cancellationToken);

    /// <summary>Gives the server back its own way with interrupts during steps.</summary>
    ValueTask RestoreSteppingAsync(CancellationToken cancellationToken);

    /// <summary>Leaves the target; it runs on where the server does so.</summary>
    ValueTask DetachAsync(CancellationToken cancellationToken);
}
