using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

/// <content>Types that casts make and that the image need not describe.</content>
public abstract partial class TypeInfo
{
    /// <summary>A C++ lvalue reference to a type.</summary>
    /// <param name="target">What it refers to.</param>
    /// <param name="sizeInBytes">Size of an address on the target.</param>
    public static Reference ReferenceTo(TypeInfo target, int sizeInBytes = 4) => new(null, new Lazy<TypeInfo>(target), (ulong)sizeInBytes, isRvalue: false);

    /// <summary>A C++ pointer to a member of a class.</summary>
    /// <param name="target">Type of the member.</param>
    /// <param name="containing">The class.</param>
    /// <param name="sizeInBytes">Size of an address on the target.</param>
    public static PointerToMember MemberPointerTo(TypeInfo target, TypeInfo containing, int sizeInBytes = 4) =>
        new(null, new Lazy<TypeInfo>(target), new Lazy<TypeInfo>(containing), (ulong)sizeInBytes);

    /// <summary>Another name for a type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="target">The type that it names.</param>
    public static Typedef AliasOf(string name, TypeInfo target) => new(null, name, new Lazy<TypeInfo>(target));

    /// <summary>A type of functions with a prototype, for pointers to them.</summary>
    /// <param name="returnType">Type of the result; <see cref="Void"/> for none.</param>
    /// <param name="parameters">Types of the parameters, in order.</param>
    public static Function FunctionOf(TypeInfo returnType, IEnumerable<TypeInfo> parameters) =>
        new(null, new Lazy<TypeInfo>(returnType), new Lazy<FunctionParameters>(new FunctionParameters([.. parameters], IsVariadic: false, IsPrototyped: true, HasObjectPointer: false)));
}
