namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>How a server is told what interrupts do during a step.</summary>
public abstract record StepMasking
{
    private StepMasking() { }

    /// <summary>Nothing is to be done: the server masks them.</summary>
    public static StepMasking AlwaysMasked { get; } = new Nothing();

    /// <summary>The server cannot.</summary>
    public static StepMasking Unavailable { get; } = new NotOffered();

    /// <summary>The server does it by itself.</summary>
    public sealed record Nothing : StepMasking;

    /// <summary>The server has no means.</summary>
    public sealed record NotOffered : StepMasking;

    /// <summary>A command for <c>qRcmd</c>.</summary>
    /// <param name="Command">Without <c>monitor</c>.</param>
    public sealed record Monitor(string Command) : StepMasking;

    /// <summary>A packet of its own.</summary>
    /// <param name="Payload">Without <c>$</c> and checksum; answered with <c>OK</c>.</param>
    public sealed record Packet(string Payload) : StepMasking;
}
