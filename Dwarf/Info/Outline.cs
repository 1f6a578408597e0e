using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;

namespace RspDebug.Dwarf.Info;

/// <summary>What one pass over a DIE's insides finds: functions that have code, and which DIEs enclose which.</summary>
internal sealed class Outline
{
    private readonly EnclosingDie[] _enclosing;

    private Outline(OutlineScan scan)
    {
        _enclosing = scan.Enclosing.ToArray();
        Code = scan.Code.ToArray();
        Functions = scan.Functions.ToArray();
    }

    /// <summary>Code of functions, in file order.</summary>
    public OwnedCode[] Code { get; }

    /// <summary>Functions with code, in file order.</summary>
    public int[] Functions { get; }

    /// <summary>Scans the DIEs below one; what precedes a damaged DIE is kept.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="start">Offset of the DIE.</param>
    /// <param name="end">Offset behind its insides.</param>
    /// <param name="jumps">Pass over the insides of types and functions; the enclosing DIEs say where that was done.</param>
    public static Outline Read(CompilationUnit unit, int start, int end, bool jumps)
    {
        using OutlineScan scan = OutlineScan.Take();
        unit.Owner.Guard((scan, unit, start, jumps), static s => s.scan.Run(s.unit, s.start, s.jumps));
        scan.Close(0, end);
        return new Outline(scan);
    }

    /// <summary>The innermost namespace, type or function around a DIE.</summary>
    public bool TryFindEnclosing(int offset, out EnclosingDie found)
    {
        EnclosingDie[] enclosing = _enclosing;
        int low = 0, high = enclosing.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (enclosing[middle].Start < offset) low = middle + 1;
            else high = middle;
        }
        int at = low - 1;
        while (at >= 0 && enclosing[at].End <= offset) at = enclosing[at].Parent;
        found = at < 0 ? default : enclosing[at];
        return at >= 0;
    }
}
