using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>One attribute of an abbreviation: what it means and how its value is encoded.</summary>
/// <param name="Name">Meaning.</param>
/// <param name="Form">Encoding.</param>
/// <param name="ImplicitConst">The value itself, for <see cref="DwForm.ImplicitConst"/>.</param>
/// <param name="FixedSize">Size of the value in bytes; negative when only the value tells.</param>
public readonly record struct AttributeSpec(DwAt Name, DwForm Form, long ImplicitConst, int FixedSize);
