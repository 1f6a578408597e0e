namespace RspDebug.Dwarf.Types;

/// <summary>A base class of a structure.</summary>
public sealed class BaseClassInfo
{
    private readonly Lazy<TypeInfo> _type;

    internal BaseClassInfo(Lazy<TypeInfo> type) => _type = type;

    /// <summary>The base class.</summary>
    public TypeInfo Type => _type.Value;

    /// <summary>First byte of its part in the object; null for a virtual base, whose place the object itself tells.</summary>
    public long? ByteOffset { get; internal init; }

    /// <summary>For a virtual base: the DWARF expression that turns the object's address into that of the base.</summary>
    public ReadOnlyMemory<byte> LocationExpression { get; internal init; }

    /// <summary>One shared part, however often the class is inherited.</summary>
    public bool IsVirtual { get; internal init; }

    /// <summary>Who may use it as that base.</summary>
    public Accessibility Access { get; internal init; } = Accessibility.Public;
}
