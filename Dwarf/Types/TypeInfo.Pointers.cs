using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

public abstract partial class TypeInfo
{
    /// <summary>A pointer.</summary>
    public sealed class Pointer : TypeInfo
    {
        private readonly ulong _size;
        private readonly Lazy<TypeInfo> _target;

        internal Pointer(Die? die, Lazy<TypeInfo> target, ulong sizeInBytes)
            : base(die)
        {
            _target = target;
            _size = sizeInBytes;
        }

        /// <summary>What it points to; <see cref="Void"/> for <c>void *</c>.</summary>
        public TypeInfo Target => _target.Value;

        private protected override ulong? GetSize(int depth) => _size;
    }

    /// <summary>A C++ reference; its value is the address of what it refers to.</summary>
    public sealed class Reference : TypeInfo
    {
        private readonly ulong _size;
        private readonly Lazy<TypeInfo> _target;

        internal Reference(Die? die, Lazy<TypeInfo> target, ulong sizeInBytes, bool isRvalue)
            : base(die)
        {
            _target = target;
            _size = sizeInBytes;
            IsRvalue = isRvalue;
        }

        /// <summary>What it refers to.</summary>
        public TypeInfo Target => _target.Value;

        /// <summary><c>&amp;&amp;</c></summary>
        public bool IsRvalue { get; }

        private protected override ulong? GetSize(int depth) => _size;
    }

    /// <summary>A C++ pointer to a member: an offset into an object, or a function pointer with an adjustment.</summary>
    public sealed class PointerToMember : TypeInfo
    {
        private readonly Lazy<TypeInfo> _target;
        private readonly Lazy<TypeInfo> _containing;

        internal PointerToMember(Die? die, Lazy<TypeInfo> target, Lazy<TypeInfo> containing, ulong addressSize)
            : base(die)
        {
            _target = target;
            _containing = containing;
            AddressSizeInBytes = addressSize;
        }

        /// <summary>Type of the member; a <see cref="Function"/> for member functions.</summary>
        public TypeInfo Target => _target.Value;

        /// <summary>Class that has the member.</summary>
        public TypeInfo ContainingType => _containing.Value;

        // Itanium C++ ABI, 2.3: one word for data, two for functions.
        private protected override ulong? GetSize(int depth) => Target.Stripped is Function ? 2 * AddressSizeInBytes : AddressSizeInBytes;

        private ulong AddressSizeInBytes { get; }
    }
}
