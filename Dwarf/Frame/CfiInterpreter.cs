using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>Runs call frame instructions and gives the rows of the unwind table.</summary>
/// <remarks>DWARF 5, 6.4.2 and 6.4.3.</remarks>
public static class CfiInterpreter
{
    /// <summary>The row for an address.</summary>
    /// <param name="fde">The entry that holds it.</param>
    /// <param name="address">Within the entry's range.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address is outside the entry.</exception>
    /// <exception cref="DwarfFormatException">The instructions are damaged before the row is complete.</exception>
    public static UnwindRow FindRow(Fde fde, CodeAddress address)
    {
        if (address < fde.Start || address >= fde.End)
            throw new ArgumentOutOfRangeException(nameof(address), address, $"The entry covers {fde.Start} to {fde.End}");
        foreach (UnwindRow row in GetRows(fde))
        {
            if (address < row.End)
                return row;
        }
        throw new DwarfFormatException("The rows end before the function does", fde.Cie.Section, fde.Offset);
    }

    /// <summary>All rows of an entry in ascending order; neighbours share a border and none is empty.</summary>
    /// <exception cref="DwarfFormatException">The instructions are damaged; rows before the damage have been given.</exception>
    public static IEnumerable<UnwindRow> GetRows(Fde fde)
    {
        var machine = new CfiMachine(fde);
        while (machine.TryNextRow(out UnwindRow? row))
            yield return row;
    }
}
