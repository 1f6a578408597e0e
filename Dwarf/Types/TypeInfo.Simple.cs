using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

public abstract partial class TypeInfo
{
    /// <summary>The type <c>void</c>.</summary>
    public static Unspecified Void { get; } = new(null, "void");

    /// <summary>A number, character or truth value.</summary>
    public sealed class Base : TypeInfo
    {
        private readonly ulong _size;

        internal Base(Die? die, string name, DwAte encoding, ulong sizeInBytes)
            : base(die)
        {
            BaseName = name;
            Encoding = encoding;
            _size = sizeInBytes;
        }

        /// <summary>Name as programmers write it: for GCC's <c>long unsigned int</c>, as for LLVM's <c>unsigned long</c>, the latter.</summary>
        public string BaseName { get; }

        /// <summary>How the bytes are to be read.</summary>
        public DwAte Encoding { get; }

        private protected override ulong? GetSize(int depth) => _size;

        /// <summary>A two's complement number.</summary>
        public bool IsSigned => Encoding is DwAte.Signed or DwAte.SignedChar or DwAte.SignedFixed;

        /// <summary>A binary floating-point number.</summary>
        public bool IsFloat => Encoding == DwAte.Float;

        /// <summary>A character: <c>char</c> in any signedness, and the Unicode characters.</summary>
        public bool IsCharacter => Encoding is DwAte.SignedChar or DwAte.UnsignedChar or DwAte.Utf or DwAte.Ucs or DwAte.Ascii;

        /// <summary>A type that the debug information does not describe but C defines.</summary>
        /// <param name="name">Name to show.</param>
        /// <param name="encoding">How the bytes are to be read.</param>
        /// <param name="sizeInBytes">Size of a value.</param>
        public static Base Create(string name, DwAte encoding, ulong sizeInBytes) => new(null, name, encoding, sizeInBytes);
    }

    /// <summary>A type of which only the name is known: <c>void</c>, <c>decltype(nullptr)</c>, or one whose description is damaged.</summary>
    public sealed class Unspecified : TypeInfo
    {
        internal Unspecified(Die? die, string name)
            : base(die) => PlainName = name;

        /// <summary>The name.</summary>
        public string PlainName { get; }

        private protected override ulong? GetSize(int depth) => null;
    }

    /// <summary>Another name for a type.</summary>
    public sealed class Typedef : TypeInfo
    {
        private readonly Lazy<TypeInfo> _target;

        internal Typedef(Die? die, string name, Lazy<TypeInfo> target)
            : base(die)
        {
            AliasName = name;
            _target = target;
        }

        /// <summary>The name, qualified in C++.</summary>
        public string AliasName { get; }

        /// <summary>The type that it names.</summary>
        public TypeInfo Target => _target.Value;

        private protected override ulong? GetSize(int depth) => depth > LongestChain ? null : Stripped.GetSize(depth + 1);
    }

    /// <summary>A type with <c>const</c>, <c>volatile</c> and the like.</summary>
    public sealed class Qualified : TypeInfo
    {
        private readonly Lazy<TypeInfo> _target;

        internal Qualified(Die? die, TypeQualifiers qualifiers, Lazy<TypeInfo> target)
            : base(die)
        {
            Qualifiers = qualifiers;
            _target = target;
        }

        /// <summary>What this level adds; <c>const volatile</c> is two levels.</summary>
        public TypeQualifiers Qualifiers { get; }

        /// <summary>The type that is qualified.</summary>
        public TypeInfo Target => _target.Value;

        private protected override ulong? GetSize(int depth) => depth > LongestChain ? null : Stripped.GetSize(depth + 1);
    }

    /// <summary>A type of functions; values of it exist only behind pointers.</summary>
    public sealed class Function : TypeInfo
    {
        private readonly Lazy<TypeInfo> _returnType;
        private readonly Lazy<FunctionParameters> _parameters;

        internal Function(Die? die, Lazy<TypeInfo> returnType, Lazy<FunctionParameters> parameters)
            : base(die)
        {
            _returnType = returnType;
            _parameters = parameters;
        }

        /// <summary>Type of the result; <see cref="Void"/> for none.</summary>
        public TypeInfo ReturnType => _returnType.Value;

        /// <summary>Types of the parameters.</summary>
        public FunctionParameters Parameters => _parameters.Value;

        private protected override ulong? GetSize(int depth) => null;
    }
}
