namespace RspDebug.Dwarf.Types;

/// <summary>Access to a member or base class of C++ (<c>DW_ACCESS_*</c>; DWARF 5, 7.9).</summary>
public enum Accessibility
{
    /// <summary>Everybody.</summary>
    Public = 1,

    /// <summary>The class and those derived from it.</summary>
    Protected = 2,

    /// <summary>The class alone.</summary>
    Private = 3,
}
