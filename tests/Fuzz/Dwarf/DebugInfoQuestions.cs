using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>Asks an image everything the public surface offers. Whatever the bytes, only the documented exceptions may come out.</summary>
internal static class DebugInfoQuestions
{
    private const int MostOfEach = 12;

    /// <summary>Asks for lines, functions, variables and types.</summary>
    public static void Ask(DebugInfo info, ImageQuestions questions)
    {
        if (questions.AreUnitsRead) AskUnits(info);
        foreach (string name in questions.FunctionNames) AskFunctions(info, name);
        foreach (string name in questions.VariableNames) AskVariable(info.FindVariable(name));
        foreach (string name in questions.TypeNames) AskType(info.FindType(name), 0);
        foreach (ulong address in questions.Addresses) AskAddress(info, new CodeAddress(address));
        _ = info.Diagnostics.Length;
    }

    private static void AskUnits(DebugInfo info)
    {
        _ = info.Image.BuildId;
        foreach (CompilationUnit unit in info.Units.Take(MostOfEach)) AskUnit(info, unit);
        foreach (int line in new[] { 1, 30, 44, 60 })
        {
            _ = info.FindBreakpointLocations("sample.c", line).Count;
            _ = info.FindBreakpointLocations("/src/sample.cpp", line).Count;
        }
        _ = info.GetBreakableLines("sample.h").Count;
        _ = info.GetSourceFiles().Count;
    }

    private static void AskVariable(VariableInfo? variable)
    {
        if (variable is null) return;
        _ = variable.GetStaticLocation();
        AskType(variable.Type, 0);
    }

    private static void AskUnit(DebugInfo info, CompilationUnit unit)
    {
        try
        {
            _ = unit.Name + unit.CompilationDirectory + unit.Producer + unit.Language;
            foreach (Die die in unit.Root.Children) _ = info.GetQualifiedName(die);
        }
        catch (DwarfFormatException)
        {
            // A damaged unit; the others go on.
        }
        if (info.GetLineTable(unit) is { } table)
        {
            foreach (LineRow row in table.Rows[..Math.Min(table.Rows.Length, MostOfEach)]) _ = table.FindFile(row.File);
        }
        foreach (VariableInfo variable in info.GetGlobals(unit).Take(MostOfEach)) _ = variable.ToString() + variable.DeclarationFile + variable.DeclarationLine;
    }

    private static void AskFunctions(DebugInfo info, string name)
    {
        foreach (FunctionInfo function in info.FindFunctions(name).Take(MostOfEach))
        {
            _ = info.GetBreakpointAddress(function);
            _ = function.TryGetFrameBase(function.EntryPoint, out _);
            _ = function.Parameters.Length + function.CallSites.Length + function.ReturnType.Name.Length + function.DeclarationLine;
            _ = function.LinkageName + function.DeclarationFile;
            AskAddress(info, function.EntryPoint + 6);
        }
    }

    private static void AskAddress(DebugInfo info, CodeAddress address)
    {
        _ = info.TryFindLine(address, out _);
        _ = info.GetLineBlock(address)?.Rows.Length;
        foreach (SourceFrame frame in info.GetFrames(address).Take(MostOfEach))
        {
            _ = frame.ToString();
            foreach (LocalVariable local in info.GetLocals(address, frame.Depth).Take(MostOfEach)) AskType(local.Variable.Type, 0);
        }
    }

    private static void AskType(TypeInfo? type, int depth)
    {
        if (type is null || depth > 3) return;
        _ = type.Name + type.SizeInBytes + (depth == 0 ? type.Definition : "");
        switch (type.Stripped)
        {
            case TypeInfo.Structure structure:
                _ = structure.TryFindMember("nowhere", out _, out _);
                foreach (MemberInfo member in structure.Members.Take(MostOfEach)) AskType(member.Type, depth + 1);
                break;
            case TypeInfo.Enumeration enumeration: _ = enumeration.Underlying.Name + enumeration.FindName(3); break;
            case TypeInfo.Array array: AskType(array.ElementAfterFirstIndex, depth + 1); break;
            case TypeInfo.Pointer pointer: AskType(pointer.Target, depth + 1); break;
            case TypeInfo.Function function: _ = function.Parameters.Types.Length; break;
            default: break;
        }
    }
}
