using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

// The levels of an inline chain.
public sealed partial class DebugInfo
{
    private List<SourceFrame> BuildFrames(FunctionInfo function, CodeAddress address, FoundRow? row)
    {
        ScopeTree scopes = function.Scopes;
        List<int> path = scopes.FindPath(address);
        List<SourceFrame> frames = new(path.Count);
        SourceLocation? location = row?.ShownLocation;
        for (int i = path.Count - 1; i >= 0; i--)
        {
            ScopeNode node = scopes.Nodes[path[i]];
            if (!node.IsFunction) continue;
            bool isInlined = i > 0;
            string name = isInlined ? GetQualifiedName(node.Die) : function.Name;
            frames.Add(new SourceFrame(name, node.Die, function, location, isInlined, node.Ranges, frames.Count));
            if (isInlined) location = CallSiteOf(node.Die);
        }
        return frames;
    }

    private SourceFrame[] AssemblyFrame(CodeAddress address, FoundRow? row)
    {
        if (FindUnit(address) is not { } unit || row?.ShownLocation is not { Line: not 0 } location) return [];
        CodeAddress start = address, end = address + 1;
        string name = "(assembly)";
        if (Image.Symbols.TryFindFunction(address, out ElfSymbol symbol) && Image.Symbols.TryFindFunctionEnd(address, out end)) (name, start) = (symbol.Name, symbol.CodeAddress);
        return [new SourceFrame(name, unit.Root, null, location, IsInlined: false, [new CodeRange(start, end)], 0)];
    }

    private SourceLocation? FindDisplayLine(CodeAddress address) => TryFindRow(address, out FoundRow found) ? found.ShownLocation : null;

    private SourceLocation CallSiteOf(Die inlined)
    {
        int line = (int)Math.Min(inlined.GetUnsigned(DwAt.CallLine) ?? 0, int.MaxValue);
        int column = (int)Math.Min(inlined.GetUnsigned(DwAt.CallColumn) ?? 0, int.MaxValue);
        return new SourceLocation(FindFile(inlined, DwAt.CallFile), line, column);
    }
}
