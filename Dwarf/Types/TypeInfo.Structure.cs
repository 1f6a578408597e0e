using System.Collections.Immutable;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

public abstract partial class TypeInfo
{
    /// <summary>A structure, class or union.</summary>
    public sealed class Structure : TypeInfo
    {
        private readonly ulong? _size;
        private const int MostNested = 1000;

        private readonly Lazy<StructureBody> _body;

        internal Structure(Die? die, StructureKind kind, string? tagName, ulong? size, bool isDeclaration, Lazy<StructureBody> body)
            : base(die)
        {
            Kind = kind;
            TagName = tagName;
            _size = size;
            IsDeclaration = isDeclaration;
            _body = body;
        }

        /// <summary>Keyword in the source.</summary>
        public StructureKind Kind { get; }

        /// <summary>Name behind the keyword, qualified in C++; null when it has none.</summary>
        public string? TagName { get; }

        /// <summary>No definition is in the image: the members are not known.</summary>
        public bool IsDeclaration { get; }

        /// <summary>Data members in order of declaration; those of anonymous members are inside these.</summary>
        public ImmutableArray<MemberInfo> Members => _body.Value.Members;

        /// <summary>Base classes in order of declaration.</summary>
        public ImmutableArray<BaseClassInfo> Bases => _body.Value.Bases;

        /// <summary>Declarations of static data members; <see cref="DebugInfo.FindVariable"/> gives their definitions by qualified name.</summary>
        public ImmutableArray<Die> StaticMembers => _body.Value.StaticMembers;

        /// <summary>The discriminated part; null outside Rust.</summary>
        public VariantPart? VariantPart => _body.Value.VariantPart;

        /// <summary>Arguments of the template or generic type that it was made from, in order, packs laid out; empty for others and where the producer leaves them out.</summary>
        public ImmutableArray<TemplateArgument> TemplateArguments => _body.Value.TemplateArguments;

        private protected override ulong? GetSize(int depth) => _size;

        /// <summary>Finds a data member by name, looking into anonymous members and base classes.</summary>
        /// <param name="name">Name of the member.</param>
        /// <param name="member">The member.</param>
        /// <param name="bitOffset">Its first bit from the start of this structure, through whatever it is nested in.</param>
        /// <returns>False when there is no such member, or it sits in a virtual base, whose place only the object tells.</returns>
        public bool TryFindMember(string name, out MemberInfo? member, out long bitOffset) => TryFindMember(name, [], out member, out bitOffset);

        private bool TryFindMember(string name, HashSet<Structure> seen, out MemberInfo? member, out long bitOffset)
        {
            foreach (MemberInfo candidate in Members)
            {
                member = candidate;
                bitOffset = candidate.BitOffset;
                if (candidate.Name == name) return true;
            }
            member = null;
            bitOffset = 0;
            // A damaged structure may contain itself.
            if (!seen.Add(this) || seen.Count > MostNested) return false;
            IEnumerable<(TypeInfo Type, long Offset)> inside = Members.Where(m => m.Name is null).Select(m => (m.Type, m.BitOffset))
                .Concat(Bases.Where(b => b.ByteOffset is not null).Select(b => (b.Type, 8 * b.ByteOffset!.Value)));
            foreach ((TypeInfo type, long offset) in inside)
            {
                if (type.Stripped is not Structure nested || !nested.TryFindMember(name, seen, out member, out bitOffset)) continue;
                bitOffset += offset;
                return true;
            }
            return false;
        }
    }
}
