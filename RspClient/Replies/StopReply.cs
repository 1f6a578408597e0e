using System.Collections.Immutable;

namespace RspDebug.RspClient.Replies;

/// <summary>What a resume, <c>?</c>, <c>vAttach</c> or <c>vRun</c> is answered with.</summary>
/// <remarks>GDB manual, "Stop Reply Packets".</remarks>
public abstract partial record StopReply
{
    private StopReply()
    {
    }

    /// <summary><c>Sxx</c> or <c>Txx...</c>: the target is halted.</summary>
    /// <param name="SignalNumber">The signal, 0 to 255.</param>
    /// <param name="Reason">The reason as far as the stub tells.</param>
    /// <param name="Thread">The thread id as the stub writes it (<c>01</c>, <c>p1.1</c>, <c>dead</c>), or null.</param>
    /// <param name="Registers">Expedited registers, in the order sent; those sent as <c>xx</c> are left out.</param>
    public sealed record Stopped(byte SignalNumber, HaltReason Reason, string? Thread, ImmutableArray<ExpeditedRegister> Registers) : StopReply;

    /// <summary><c>Wxx</c>: the program exited. As the answer to the first <c>?</c> it means that nothing is attached yet (Black Magic Probe).</summary>
    public sealed record Exited(byte Status) : StopReply;

    /// <summary><c>Xxx</c>: the program was terminated by a signal; Black Magic Probe sends <c>X1D</c> when it loses the target.</summary>
    public sealed record Terminated(byte SignalNumber) : StopReply;

    /// <summary><c>N</c>: no thread is left to resume.</summary>
    public sealed record NoResumedThreads : StopReply;

    /// <summary>Begins like a stop reply and is none of the manual.</summary>
    /// <param name="Raw">The payload as text.</param>
    public sealed record Unknown(string Raw) : StopReply;
}
