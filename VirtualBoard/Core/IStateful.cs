namespace RspDebug.VirtualBoard.Core;

/// <summary>Something whose state belongs to a snapshot and to the state hash.</summary>
public interface IStateful
{
    /// <summary>Writes everything that the future depends on, in a fixed order.</summary>
    void Save(StateWriter state);

    /// <summary>Reads it back in the same order.</summary>
    void Restore(ref StateReader state);
}
