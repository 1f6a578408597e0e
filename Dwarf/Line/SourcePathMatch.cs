namespace RspDebug.Dwarf.Line;

/// <summary>How well two paths agree; higher is better.</summary>
/// <param name="Rank">Number of names that agree from the end; whole and suffix matches are above all of these.</param>
internal readonly record struct SourcePathMatch(int Rank) : IComparable<SourcePathMatch>
{
    public static readonly SourcePathMatch None = new(0);
    public static readonly SourcePathMatch FileNameOnly = new(1);
    public static readonly SourcePathMatch Suffix = new(int.MaxValue - 1);
    public static readonly SourcePathMatch Whole = new(int.MaxValue);

    public int CompareTo(SourcePathMatch other) => Rank.CompareTo(other.Rank);
}
