using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Views.Rust;

/// <summary>Names of Rust types.</summary>
internal static class RustNames
{
    /// <summary>The last part of a path without generic arguments: <c>Option</c> for <c>core::option::Option&lt;u32&gt;</c>.</summary>
    public static string Last(string path)
    {
        int end = path.Length, depth = 0, start = 0;
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] is '<' or '(' or '[' or '{')
            {
                if (path[i] == '<' && depth == 0 && end > i) end = i;
                depth++;
            }
            else if (path[i] is '>' or ')' or ']' or '}' && !(path[i] == '>' && i > 0 && path[i - 1] == '-'))
            {
                depth--;
            }
            else if (depth == 0 && path[i] == ':' && i + 1 < path.Length && path[i + 1] == ':')
            {
                (start, end) = (i + 2, path.Length);
                i++;
            }
        }

        return path[start..Math.Max(start, end)];
    }

    /// <summary>The path without generic arguments: <c>alloc::vec::Vec</c>.</summary>
    public static string Path(string name)
    {
        int end = name.IndexOf('<');
        return end < 0 ? name : name[..end];
    }

    /// <summary>The name that the compiler gives a pointer: <c>&amp;u8</c>, <c>*const T</c>, <c>alloc::boxed::Box&lt;T&gt;</c>; empty for none.</summary>
    public static string OfPointer(TypeInfo.Pointer pointer) => pointer.Die?.GetString(Dwarf.Constants.DwAt.Name) ?? "";

    /// <summary>True for <c>__0</c>, <c>__1</c>: the fields of tuples.</summary>
    public static bool IsTupleField(string? name) => name is { Length: > 2 } && name.StartsWith("__", StringComparison.Ordinal) && name.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
