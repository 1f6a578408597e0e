namespace RspDebug.VirtualBoard.Core;

/// <summary>A device that acts at a cycle of its own choosing.</summary>
public interface ITimed
{
    /// <summary>The cycle at which <see cref="OnDue"/> wants to run; <see cref="ulong.MaxValue"/> for never.</summary>
    ulong DueCycle { get; }

    /// <summary>Runs at or after <see cref="DueCycle"/>, between two instructions, and moves it forward.</summary>
    /// <param name="now">The current cycle: late by at most one instruction.</param>
    void OnDue(ulong now);
}
