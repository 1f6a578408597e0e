using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

public abstract partial class TypeInfo
{
    /// <summary>An enumeration.</summary>
    public sealed class Enumeration : TypeInfo
    {
        private readonly ulong? _size;
        private readonly Lazy<TypeInfo> _underlying;
        private readonly Lazy<ImmutableArray<Enumerator>> _enumerators;

        internal Enumeration(Die? die, string? tagName, Lazy<TypeInfo> underlying, ulong? size, Lazy<ImmutableArray<Enumerator>> enumerators, bool isScoped)
            : base(die)
        {
            TagName = tagName;
            _underlying = underlying;
            _size = size;
            _enumerators = enumerators;
            IsScoped = isScoped;
        }

        /// <summary>Name behind <c>enum</c>, qualified in C++; null when it has none.</summary>
        public string? TagName { get; }

        /// <summary>The integer type that holds the values; a <see cref="Base"/> made up from the size when the producer names none.</summary>
        public TypeInfo Underlying => HasNamedUnderlying ? _underlying.Value : Base.Create("int", IsSigned ? DwAte.Signed : DwAte.Unsigned, SizeInBytes ?? sizeof(int));

        /// <summary>The producer names the underlying type.</summary>
        internal bool HasNamedUnderlying => _underlying.Value.Stripped is Base;

        /// <summary>The named values, in order of declaration.</summary>
        public ImmutableArray<Enumerator> Enumerators => _enumerators.Value;

        /// <summary><c>enum class</c>: the names need the type's name before them.</summary>
        public bool IsScoped { get; }

        /// <summary>Some value is negative, or the underlying type is signed.</summary>
        public bool IsSigned => _underlying.Value.Stripped is Base named ? named.IsSigned : Enumerators.Any(e => e.Value < 0);

        private protected override ulong? GetSize(int depth) => _size;

        /// <summary>The name of a value; null when the enumeration has none for it.</summary>
        /// <param name="value">The value, sign-extended when <see cref="IsSigned"/>.</param>
        public string? FindName(long value)
        {
            foreach (Enumerator enumerator in Enumerators)
            {
                if (enumerator.Value == value) return enumerator.Name;
            }
            return null;
        }
    }
}
