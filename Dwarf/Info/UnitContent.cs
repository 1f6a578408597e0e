namespace RspDebug.Dwarf.Info;

/// <summary>Where a unit's DIEs are.</summary>
/// <param name="Header">Header of the unit that has them.</param>
/// <param name="Sections">The sections that they refer to.</param>
/// <param name="Skeleton">The unit in the image that stands for a split unit, with addresses and the line table; null for a whole unit.</param>
/// <param name="File">The <c>.dwo</c> or <c>.dwp</c> file of a split unit; null for one of the image.</param>
/// <param name="Supplement">The supplementary file that has the unit; null for one of the image.</param>
/// <remarks>DWARF 5, 3.1.2 and 3.1.3.</remarks>
internal sealed record UnitContent(UnitHeader Header, DwarfSections Sections, CompilationUnit? Skeleton = null, SplitFile? File = null, SupplementaryFile? Supplement = null);
