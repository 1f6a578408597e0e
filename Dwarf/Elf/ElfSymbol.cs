using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>One entry of the symbol table.</summary>
/// <param name="Name">As linked: mangled for C++ and Rust.</param>
/// <param name="Address">Where it is; for Thumb functions without the Thumb bit.</param>
/// <param name="SizeInBytes">0 when the producer gave none (hand-written assembly).</param>
/// <param name="Type">Function, data, section, ...</param>
/// <param name="Binding">Local, global, weak.</param>
/// <param name="SectionIndex">Section it lives in; 0 when undefined, 0xfff1 when absolute.</param>
/// <param name="IsThumb">The Thumb bit was set on an <c>EM_ARM</c> function.</param>
public readonly record struct ElfSymbol(
    string Name,
    TargetAddress Address,
    ulong SizeInBytes,
    ElfSymbolType Type,
    ElfSymbolBinding Binding,
    int SectionIndex,
    bool IsThumb)
{
    /// <summary><c>SHN_ABS</c>.</summary>
    public const int AbsoluteSection = 0xfff1;

    /// <summary>The symbol has a place in this file.</summary>
    public bool IsDefined => SectionIndex != 0;

    /// <summary>The address as code.</summary>
    public CodeAddress CodeAddress => CodeAddress.Exact(Address.Value);
}
