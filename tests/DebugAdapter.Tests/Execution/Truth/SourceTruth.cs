namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>Answers, for each instruction, what a step needs to know of it; from <see cref="DwarfDump"/> alone.</summary>
internal sealed class SourceTruth
{
    private readonly DwarfDump _dump;
    private readonly uint[] _addresses;
    private readonly Dictionary<uint, CodePoint> _points = [];
    private readonly Dictionary<uint, uint?> _bodies = [];

    public SourceTruth(DwarfDump dump)
    {
        _dump = dump;
        _addresses = [.. dump.Rows.Keys];
    }

    public CodePoint At(uint pc)
    {
        if (!_points.TryGetValue(pc, out CodePoint? point))
            _points[pc] = point = Find(pc);
        return point;
    }

    /// <summary>Where a step into a function ends: behind its prologue. Null for code without lines.</summary>
    public uint? BodyStart(uint entry)
    {
        if (!_bodies.TryGetValue(entry, out uint? body))
            _bodies[entry] = body = FindBodyStart(entry);
        return body;
    }

    private uint? FindBodyStart(uint entry)
    {
        CodePoint at = At(entry);
        if (at.Function is not { } function || at.Line is null)
            return null;
        if (function.IsAssembly)
            return entry;
        (uint start, uint end) = function.Ranges[0];
        LineEntry[] rows = [.. _dump.Rows.Where(r => r.Key >= start && r.Key < end).SelectMany(r => r.Value)];
        if (Array.Find(rows, r => r.IsPrologueEnd) is { } marked)
            return marked.Address;
        // GCC opens a function with a row for the prologue; the body has the next one. A lower line is a parameter list over several lines.
        return rows.Skip(1).FirstOrDefault(r => r.IsStatement && (r.Line >= rows[0].Line || At(r.Address).Inlined.Count > 0))?.Address ?? entry;
    }

    private CodePoint Find(uint pc)
    {
        CodeBlock? function = _dump.Functions.Find(f => f.Contains(pc));
        var inlined = new List<CodeBlock>();
        for (CodeBlock? inner = function; (inner = inner?.Inlined.Find(b => b.Contains(pc))) is not null;)
            inlined.Add(inner);
        int index = Array.BinarySearch(_addresses, pc);
        bool isStart = index >= 0;
        index = isStart ? index : ~index - 1;
        if (index < 0 || _dump.Rows[_addresses[index]] is not { Count: > 0 } rows)
            return new CodePoint(function, inlined, null, false);
        // Of several rows at one address the last one owns the code, but a statement goes before what is none.
        LineEntry owner = rows[^1].IsStatement ? rows[^1] : rows.LastOrDefault(r => r.IsStatement && r.Line != 0) ?? rows[^1];
        return owner.Line == 0
            ? new CodePoint(function, inlined, null, false)
            : new CodePoint(function, inlined, owner, isStart && owner.IsStatement);
    }
}
