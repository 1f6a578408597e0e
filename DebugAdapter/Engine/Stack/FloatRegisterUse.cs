using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Stack;

/// <summary>
/// Finds the FP registers that variables live in. Most servers give those one by one, so that only what is shown is read.
/// </summary>
internal static class FloatRegisterUse
{
    private const int FirstSingle = 64;
    private const int LastSingle = 95;
    private const int FirstDouble = 256;
    private const int LastDouble = 271;

    /// <summary>Numbers of the S registers (0 to 31) that the locations name.</summary>
    public static IReadOnlySet<int> Find(IEnumerable<LocalVariable> variables)
    {
        var singles = new HashSet<int>();
        foreach (LocalVariable variable in variables)
            if (variable.Location is VariableLocation.Expression expression)
                Collect(expression.Bytes.Span, singles);
        return singles;
    }

    // Register locations are a chain of DW_OP_regx and DW_OP_piece (DWARF 5, 2.6.1); FP registers are past DW_OP_reg31.
    private static void Collect(ReadOnlySpan<byte> expression, HashSet<int> singles)
    {
        int offset = 0;
        while (offset < expression.Length && (DwOp)expression[offset] is DwOp.Regx or DwOp.Piece)
        {
            bool isRegister = (DwOp)expression[offset++] == DwOp.Regx;
            if (!Leb128.TryReadUnsigned(expression[offset..], out ulong operand, out int size))
                return;
            offset += size;
            if (isRegister && operand is >= FirstSingle and <= LastSingle)
                singles.Add((int)operand - FirstSingle);
            if (isRegister && operand is >= FirstDouble and <= LastDouble)
                singles.UnionWith([2 * ((int)operand - FirstDouble), (2 * ((int)operand - FirstDouble)) + 1]);
        }
    }
}
