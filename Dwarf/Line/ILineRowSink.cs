namespace RspDebug.Dwarf.Line;

/// <summary>Takes the rows of a line program in the order in which it makes them.</summary>
internal interface ILineRowSink
{
    /// <summary>One row; <see cref="LineRowFlags.EndSequence"/> marks the last of a sequence.</summary>
    void Add(ulong address, int file, int line, int column, LineRowFlags flags);
}
