namespace RspDebug.Dwarf.Types;

/// <summary>Ends the printing of a damaged type that is part of itself; no type that a person wrote comes near it.</summary>
internal sealed class PrintLimit
{
    private const int MostParts = 4000;

    private int _parts;

    /// <summary>Counts one more part; false when the text has become senseless.</summary>
    public bool Enter() => ++_parts <= MostParts;
}
