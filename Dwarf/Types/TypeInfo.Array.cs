using System.Collections.Immutable;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

public abstract partial class TypeInfo
{
    /// <summary>An array of one or more dimensions, stored row by row.</summary>
    public sealed class Array : TypeInfo
    {
        private readonly Lazy<TypeInfo> _element;
        private readonly ulong? _size;

        internal Array(Die? die, Lazy<TypeInfo> element, ImmutableArray<ArrayDimension> dimensions, ulong? size, bool isVector)
            : base(die)
        {
            _element = element;
            _size = size;
            Dimensions = dimensions;
            IsVector = isVector;
        }

        /// <summary>Type of an element when all indexes are given.</summary>
        public TypeInfo Element => _element.Value;

        /// <summary>Outermost first: <c>int8_t m[3][4]</c> has 3, then 4. Never empty.</summary>
        public ImmutableArray<ArrayDimension> Dimensions { get; }

        /// <summary>A SIMD vector (<c>DW_AT_GNU_vector</c>).</summary>
        public bool IsVector { get; }

        /// <summary>What one index selects: the element, or an array with one dimension less.</summary>
        public TypeInfo ElementAfterFirstIndex => Dimensions.Length <= 1 ? Element : new Array(null, _element, Dimensions.RemoveAt(0), null, IsVector);

        private protected override ulong? GetSize(int depth)
        {
            if (_size is not null) return _size;
            if (depth > LongestChain || Element.GetSize(depth + 1) is not { } size) return null;
            foreach (ArrayDimension dimension in Dimensions)
            {
                // Products beyond 64 bits come from damage only.
                if (dimension.Count is not { } count || count < 0 || (count != 0 && size > long.MaxValue / (ulong)count)) return null;
                size *= (ulong)count;
            }
            return size;
        }
    }
}
