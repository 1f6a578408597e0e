using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

/// <summary>A type of the program. The nested classes are all the kinds there are; each refers to other types only when asked, so cycles are harmless.</summary>
/// <remarks>Two objects may describe one type (each unit has its own copy): compare <see cref="Name"/> and <see cref="SizeInBytes"/>, not references.</remarks>
public abstract partial class TypeInfo
{
    private const int LongestChain = 64;

    private string? _name;

    private TypeInfo(Die? die) => Die = die;

    /// <summary>The DIE that describes the type; null for types made by a debugger and for <see cref="Void"/>.</summary>
    public Die? Die { get; }

    /// <summary>The type as C writes it without a variable, and as gdb's <c>whatis</c> prints it: <c>uint16_t [32]</c>, <c>int (*)(struct device *, int)</c>.</summary>
    public string Name => _name ??= TypePrinter.Declare(this, "");

    /// <summary>Size of a value; null when unknown: <c>void</c>, functions, declared but undefined structures, arrays without a bound.</summary>
    public ulong? SizeInBytes => GetSize(0);

    /// <summary>The type without typedefs and qualifiers around it: what decides how a value is shown.</summary>
    public TypeInfo Stripped
    {
        get
        {
            TypeInfo type = this;
            for (int i = 0; i < LongestChain; i++)
            {
                switch (type)
                {
                    case Typedef alias: type = alias.Target; break;
                    case Qualified qualified: type = qualified.Target; break;
                    default: return type;
                }
            }
            // A chain of typedefs that leads back to itself describes nothing.
            return Void;
        }
    }

    /// <summary>A declaration of this type in C: <c>Declare("next")</c> gives <c>struct device *next</c>.</summary>
    /// <param name="name">Name of the variable or member.</param>
    public string Declare(string name) => TypePrinter.Declare(this, name);

    /// <summary>The type spelled out as gdb's <c>ptype</c> does: members of structures, values of enumerations, typedefs resolved.</summary>
    public string Definition => TypePrinter.Define(this);

    /// <summary>A pointer to a type, as a cast or the operator <c>&amp;</c> makes it.</summary>
    /// <param name="target">What it points to.</param>
    /// <param name="sizeInBytes">Size of an address on the target.</param>
    public static Pointer PointerTo(TypeInfo target, int sizeInBytes = 4) => new(null, new Lazy<TypeInfo>(target), (ulong)sizeInBytes);

    /// <summary>An array of a type, as a cast or the operator <c>@</c> makes it.</summary>
    /// <param name="element">Type of the elements.</param>
    /// <param name="count">Number of elements.</param>
    public static Array ArrayOf(TypeInfo element, long count) => new(null, new Lazy<TypeInfo>(element), [new ArrayDimension(0, count)], null, false);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The size; a damaged type may be an element of itself, so the way down is counted.</summary>
    private protected abstract ulong? GetSize(int depth);
}
