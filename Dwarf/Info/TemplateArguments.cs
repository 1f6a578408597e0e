using System.Globalization;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Info;

/// <summary>Gives a template instance the arguments that its name leaves out: clang's <c>-gsimple-template-names</c> writes <c>Ring</c> for <c>Ring&lt;int, 4&gt;</c>.</summary>
internal static class TemplateArguments
{
    private const int MostArguments = 64;
    private const int DeepestNesting = 64;
    private const int LongestArguments = 16_384;

    // Arguments are types, whose names are made here, too: the instances that this thread is naming. Damage can make one an argument of itself.
    [ThreadStatic]
    private static Stack<Die>? s_path;

    /// <summary>The name with its arguments; names that have them, and those of no template, stay as they are.</summary>
    /// <exception cref="Reading.DwarfFormatException">A child is damaged.</exception>
    public static string Complete(Die die, string name)
    {
        if (!MayBeInstance(die) || name.Contains('<', StringComparison.Ordinal)) return name;
        Stack<Die> path = s_path ??= new Stack<Die>();
        if (path.Count == DeepestNesting || path.Contains(die)) return name;
        List<string> arguments = [];
        path.Push(die);
        try
        {
            Collect(die, arguments);
        }
        finally
        {
            path.Pop();
        }

        // Each level may name the one below twice, which doubles the text.
        if (arguments.Sum(argument => (long)argument.Length) > LongestArguments) return $"{name}<...>";
        return arguments.Count == 0 ? name : $"{name}<{string.Join(", ", arguments)}>";
    }

    // Only clang writes names so; of any other producer's units no child needs to be looked at.
    private static bool MayBeInstance(Die die) => die.Abbreviation.HasChildren && die.Unit.IsCPlusPlus && die.Unit.HasSimpleTemplateNames
        && die.Tag is DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.Subprogram;

    private static void Collect(Die die, List<string> arguments)
    {
        foreach (Die child in die.Children)
        {
            if (arguments.Count == MostArguments) return;
            switch (child.Tag)
            {
                case DwTag.TemplateTypeParameter: arguments.Add(die.Unit.Owner.GetTypeOf(child).Name); break;
                case DwTag.TemplateValueParameter: arguments.Add(Value(child)); break;
                case DwTag.GNUTemplateParameterPack: Collect(child, arguments); break;
                default: break;
            }
        }
    }

    private static string Value(Die parameter)
    {
        if (!parameter.TryGet(DwAt.ConstValue, out AttributeValue value) || value.IsBlock) return "?";
        TypeInfo type = parameter.Unit.Owner.GetTypeOf(parameter).Stripped;
        if (type is TypeInfo.Enumeration enumeration && enumeration.Enumerators.FirstOrDefault(e => e.Value == value.AsConstValue()).Name is { } name) return name;
        if (type is not TypeInfo.Base named) return value.AsUnsigned().ToString(CultureInfo.InvariantCulture);
        return named.Encoding switch
        {
            DwAte.Boolean => value.AsUnsigned() != 0 ? "true" : "false",
            DwAte.Unsigned or DwAte.UnsignedChar => value.AsUnsigned().ToString(CultureInfo.InvariantCulture),
            _ => value.AsConstValue().ToString(CultureInfo.InvariantCulture),
        };
    }
}
