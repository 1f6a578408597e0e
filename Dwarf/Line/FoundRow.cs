using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Line;

/// <summary>The row that an instruction belongs to.</summary>
/// <param name="Table">Its table, of a whole program or of one sequence.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Row">Its position in the table.</param>
internal readonly record struct FoundRow(LineTable Table, LineSequence Sequence, int Row)
{
    /// <summary>Where the row says that the instruction is from.</summary>
    public SourceLocation Location => Locate(Table, Table.Rows[Row]);

    /// <summary>Where a user is shown to be who stopped at the instruction.</summary>
    public SourceLocation ShownLocation
    {
        get
        {
            ReadOnlySpan<LineRow> rows = Table.Rows;
            int shown = Row;
            while (shown > Sequence.FirstRow && rows[shown].Line == 0) shown--;
            bool isInherited = shown != Row;
            // Several rows at one address: the last one gives the code its line, but a user who broke at the statement that begins there expects that one.
            CodeAddress address = rows[shown].Address;
            for (int i = shown; i >= Sequence.FirstRow && rows[i].Address == address; i--)
            {
                if (!rows[i].IsStatement || rows[i].Line == 0) continue;
                shown = i;
                break;
            }
            return Locate(Table, rows[shown], isInherited);
        }
    }

    /// <summary>Finds the row of an instruction in a table.</summary>
    public static bool TryFind(LineTable table, CodeAddress address, out FoundRow found)
    {
        bool isThere = table.TryFindRow(address, out LineSequence sequence, out int row);
        found = new FoundRow(table, sequence, row);
        return isThere;
    }

    public static SourceLocation Locate(LineTable table, LineRow row, bool isInherited = false) =>
        new(table.FindFile(row.File), row.Line, row.Column, row.IsStatement) { IsInherited = isInherited };
}
