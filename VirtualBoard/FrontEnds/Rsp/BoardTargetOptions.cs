namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>Settings of a <see cref="BoardTarget"/>.</summary>
public sealed record BoardTargetOptions
{
    /// <summary>Whether a step keeps PendSV, SysTick and interrupts pending (C_MASKINTS); <c>monitor maskisr</c> changes it.</summary>
    public bool MasksInterrupts { get; init; } = true;

    /// <summary>A debugger's fault to imitate; null for none.</summary>
    public RegisterTampering? Tampering { get; init; }
}
