using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Names what lies at an address.</summary>
public interface ISymbolNames
{
    /// <summary>The symbol that covers an address, as <c>g_device</c> or <c>g_device+12</c>; null when none does.</summary>
    /// <param name="address">A data address, or a code address with or without its Thumb bit.</param>
    string? Describe(ulong address);

    /// <summary>The class whose table of virtual functions covers an address; null when none does or the image does not describe the class.</summary>
    /// <param name="address">The table pointer of an object.</param>
    TypeInfo? FindClassOfTable(ulong address);

    /// <summary>The type that a Rust function implements a trait for (<c>&lt;Point as Area&gt;::area</c>); null when it is no such function or the image does not describe the type.</summary>
    /// <param name="address">Where the function begins, with or without its Thumb bit.</param>
    TypeInfo? FindImplementer(ulong address);

    /// <summary>A type of the image by its qualified name; null when there is none.</summary>
    /// <param name="name">The name as its language spells it.</param>
    TypeInfo? FindType(string name);
}
