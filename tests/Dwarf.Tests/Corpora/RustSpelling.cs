using System.Text.RegularExpressions;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Definitions of Rust types as gdb writes them when its language is C++: pointers and arrays in C, variants as if they were members.</summary>
internal static partial class RustSpelling
{
    /// <summary>Our definition, spelled so.</summary>
    public static string Define(TypeInfo type)
    {
        // Pointers with a length or a table beside them are structures, and keep their name.
        HashSet<string> kept = type is TypeInfo.Structure structure ? [.. structure.Members.Where(member => member.Type is TypeInfo.Structure).Select(member => $" {member.Name};")] : [];
        List<string> lines = [.. type.Definition.Split('\n').Select(line => kept.Any(line.EndsWith) ? line : Respell(line))];
        if (type is TypeInfo.Structure { VariantPart: { } part }) lines.InsertRange(lines.Count - 1, part.Variants.SelectMany(variant => variant.Members).Select(member => Respell($"    {member};")));
        return string.Join('\n', lines);
    }

    /// <summary>Enumerators without the type's name, which gdb repeats before each.</summary>
    public static string Unqualify(string answer) => EnumeratorScope().Replace(answer, "");

    private static string Respell(string line)
    {
        int name = line.LastIndexOf(' ') + 1;
        return name == 0 || !line.EndsWith(';') ? line : Declare(line[..(name - 1)].Trim(), line[name..^1]) + ";";
    }

    private static string Declare(string type, string name)
    {
        if (WidePointer().IsMatch(type)) return $"{type} {name}";
        if (PointerSign().Match(type) is { Success: true } sign && type[sign.Length..] is var target) return Declare(target, target.StartsWith('[') ? $"(*{name})" : "*" + name);
        if (FunctionSign().Match(type) is { Success: true } function)
            return $"{(function.Groups["result"].Success ? function.Groups["result"].Value : "void")} (*{name})({string.Join(", ", Split(function.Groups["parameters"].Value).Select(parameter => Declare(parameter, "").TrimEnd()))})";
        if (!type.StartsWith('[')) return $"{type} {name}";
        int count = type.LastIndexOf("; ", StringComparison.Ordinal);
        return Declare(type[1..count], $"{name}[{type[(count + 2)..^1]}]");
    }

    private static IEnumerable<string> Split(string parameters)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i] is '<' or '(') depth++;
            else if (parameters[i] is '>' or ')') depth--;
            if (parameters[i] != ',' || depth != 0) continue;
            yield return parameters[start..i].Trim();
            start = i + 1;
        }
        yield return parameters[start..].Trim();
    }

    [GeneratedRegex(@"(?<=^type = [^{\n]*\{.*?)\b(\w+::)+(?=\w+( = -?\d+)?[,}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnumeratorScope();

    [GeneratedRegex(@"^(\*const |\*mut |&mut |&)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointerSign();

    [GeneratedRegex(@"^(\*const |\*mut |&mut |&)(str$|dyn |\[[^;]*\]$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WidePointer();

    [GeneratedRegex(@"^(unsafe )?(extern ""C"" )?fn\((?<parameters>.*?)\)( *-> *(?<result>.+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionSign();
}
