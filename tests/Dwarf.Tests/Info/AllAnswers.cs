using System.Buffers;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Tests.Corpora;
using RspDebug.Dwarf.Tests.Indices;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>What an image tells at every code address and by every name, as text without offsets: to compare two forms of the same debug information.</summary>
internal static class AllAnswers
{
    private static readonly SearchValues<byte> OperationsWithDies = SearchValues.Create(
        (byte)DwOp.ImplicitPointer, (byte)DwOp.ConstType, (byte)DwOp.RegvalType, (byte)DwOp.DerefType, (byte)DwOp.XderefType, (byte)DwOp.Convert, (byte)DwOp.Reinterpret,
        (byte)DwOp.GnuImplicitPointer, (byte)DwOp.GnuConstType, (byte)DwOp.GnuRegvalType, (byte)DwOp.GnuDerefType, (byte)DwOp.GnuConvert, (byte)DwOp.GnuReinterpret,
        (byte)DwOp.GnuParameterRef, (byte)DwOp.GnuVariableValue);

    /// <summary>Qualified and plain names of all DIEs outside functions.</summary>
    public static SortedSet<string> NamesOf(DebugInfo info)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (CompilationUnit unit in info.Units.Concat(info.TypeUnits))
        {
            foreach ((Die die, _, string name) in IndexedImages.NamedDies(unit.Root, NameLevel.Outer)) names.UnionWith([name, info.GetQualifiedName(die)]);
        }
        return names;
    }

    /// <summary>The units that have a name, that is, those that the compiler made.</summary>
    public static IEnumerable<CompilationUnit> UnitsOf(DebugInfo info) => info.Units.Where(unit => unit.Name.Length > 0);

    /// <summary>Inline chain with call lines, variables with types and locations, call sites that return here.</summary>
    public static string At(DebugInfo info, CodeAddress pc)
    {
        FunctionInfo? function = info.FindFunction(pc);
        CallSite? site = function?.FindCallSite(pc);
        return string.Join('\n',
        [
            SymbolAnswers.Ours(info, pc),
            $"{function?.Name} {function?.LinkageName} {Place(function?.DeclarationFile, function?.DeclarationLine)} {function?.ReturnType.Name} {function?.IsExternal} {function?.Unit.Name} {function?.Unit.Language} {function?.Unit.Producer}",
            .. info.GetFrames(pc).SelectMany(frame => info.GetLocals(pc, frame.Depth)).Select(local => $"{local.Variable} {Text(local.Location)} {local.Variable.IsArtificial} {Place(local.Variable.DeclarationFile, local.Variable.DeclarationLine)}"),
            site is null ? "" : $"{(site.Callee is { } callee ? info.GetQualifiedName(callee) : "?")} {string.Join(' ', site.Parameters.Select(p => $"{Text(p.Location.Span)}={Text(p.Value.Span)} {p.Parameter?.GetString(DwAt.Name)}"))}",
        ]);
    }

    /// <summary>Functions, breakpoints, variable, type and enumerator that a name means, from nowhere and from a unit.</summary>
    public static string Of(DebugInfo info, string name, CompilationUnit? preferred) => string.Join('\n',
        string.Join(' ', info.FindFunctions(name).Select(f => $"{f.Name} {f.EntryPoint} {f.ReturnType.Name}({string.Join(", ", f.Parameters)})")),
        string.Join(' ', info.FindFunctionBreakpoints(name).Select(b => $"{b.Address} {b.File.Path}:{b.Line} {b.FunctionName} {b.IsInlined}")),
        Variable(info.FindVariable(name, preferred)),
        $"{info.FindType(name, preferred)?.Definition} {info.FindType(name, preferred)?.SizeInBytes}",
        $"{info.FindEnumerator(name, preferred)?.Type.Definition} {info.FindEnumerator(name, preferred)?.Value}");

    /// <summary>A unit's globals and functions.</summary>
    public static string Of(DebugInfo info, CompilationUnit unit) => string.Join('\n',
    [
        $"{unit.Name} {unit.CompilationDirectory} {unit.Language}",
        .. info.GetGlobals(unit).Select(Variable).Order(StringComparer.Ordinal),
        .. info.GetFunctions(unit).Select(f => f.ToString()),
        .. (info.GetLineTable(unit)?.Rows.ToArray() ?? []).Select(row => row.ToString()!),
    ]);

    /// <summary>Where breakpoints on every line of every file go.</summary>
    public static IEnumerable<string> Breakpoints(DebugInfo info) =>
        from file in info.GetSourceFiles().OrderBy(f => f.Path, StringComparer.Ordinal)
        from line in info.GetBreakableLines(file.Path)
        select $"{file.Path}:{line} {string.Join(' ', info.FindBreakpointLocations(file.Path, line).Select(b => $"{b.Address} {b.Line} {b.FunctionName}"))}";

    private static string Variable(VariableInfo? variable) => variable is null ? "" : $"{variable} {variable.QualifiedName} {Text(variable.GetStaticLocation())} {variable.IsExternal} {Place(variable.DeclarationFile, variable.DeclarationLine)}";

    private static string Place(SourceFile? file, int? line) => $"{file?.Path}:{line}";

    private static string Text(VariableLocation location) => location switch
    {
        VariableLocation.Expression { Bytes: var bytes } => Text(bytes.Span),
        VariableLocation.Constant { Bytes: var bytes } => $"constant {Convert.ToHexString(bytes.Span)}",
        _ => location.GetType().Name,
    };

    // The offsets of DIEs in an expression are others in the other form, base types in typed operations included.
    private static string Text(ReadOnlySpan<byte> expression) => expression.ContainsAny(OperationsWithDies) ? $"{(DwOp)expression[0]}..." : Convert.ToHexString(expression);
}
