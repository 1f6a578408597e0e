namespace RspDebug.VirtualBoard;

/// <summary>The state of a board at one moment, as <see cref="Board.Save"/> made it. Immutable; flash is shared while it does not change.</summary>
public sealed class BoardSnapshot
{
    internal BoardSnapshot(byte[] state, byte[] ram, byte[] flash) => (State, Ram, Flash) = (state, ram, flash);

    internal byte[] State { get; }

    internal byte[] Ram { get; }

    internal byte[] Flash { get; }
}
