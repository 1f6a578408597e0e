using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>A function, variable or type of a large image: what a case asks for, and where its DIE is, so that damage is put where it is read.</summary>
/// <param name="Questions">Those that read the DIE.</param>
/// <param name="Offset">Of the DIE, from the start of <c>.debug_info</c>.</param>
internal sealed record ImagePlace(ImageQuestions Questions, int Offset)
{
    private const int DeepestNamespace = 4;

    /// <summary>The places of an image by kind; kinds that it has none of are left out.</summary>
    public static List<List<ImagePlace>> Find(ElfImage image)
    {
        DebugInfo info = DebugInfo.Load(image);
        List<ImagePlace> functions = [], code = [], variables = [], types = [];
        foreach (CompilationUnit unit in info.Units)
        {
            functions.AddRange(info.GetFunctions(unit).Select(function => new ImagePlace(new ImageQuestions { FunctionNames = [function.LinkageName ?? function.Name] }, function.Die.Offset)));
            code.AddRange(info.GetFunctions(unit).Select(CodeOf));
            variables.AddRange(info.GetGlobals(unit).Select(variable => new ImagePlace(new ImageQuestions { VariableNames = [variable.Name] }, variable.Die.Offset)));
            AddTypes(info, unit.Root, 0, types);
        }

        // Code has most kinds of information, and names cost most.
        return [.. new[] { code, code, code, functions, types, variables }.Where(places => places.Count > 0)];
    }

    private static ImagePlace CodeOf(FunctionInfo function) => new(
        new ImageQuestions { Addresses = [function.EntryPoint.Value, function.EntryPoint.Value + (function.Ranges[0].SizeInBytes / 2)] }, function.Die.Offset);

    private static void AddTypes(DebugInfo info, Die parent, int depth, List<ImagePlace> types)
    {
        foreach (Die die in parent.Children)
        {
            if (die.Tag is DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.EnumerationType or DwTag.Typedef)
                types.Add(new ImagePlace(new ImageQuestions { TypeNames = [info.GetQualifiedName(die)] }, die.Offset));
            if (die.Tag == DwTag.Namespace && depth < DeepestNamespace) AddTypes(info, die, depth + 1, types);
        }
    }
}
