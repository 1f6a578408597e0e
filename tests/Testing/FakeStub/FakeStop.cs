namespace RspDebug.Testing;

/// <summary>Why a fake target stops.</summary>
/// <param name="Signal">The signal of the stop reply.</param>
/// <param name="Pairs">Further pairs of it, each ended by a semicolon: <c>watch:20000010;</c>.</param>
public sealed record FakeStop(byte Signal, string Pairs = "")
{
    /// <summary>A breakpoint or a finished step.</summary>
    public static FakeStop Trap { get; } = new(5);

    /// <summary>An interrupt.</summary>
    public static FakeStop Interrupt { get; } = new(2);
}
