using System.Collections.Immutable;

namespace RspDebug.Dwarf.Types;

/// <summary>What a function takes.</summary>
/// <param name="Types">Types of the named parameters, in order; in C++ the object pointer <c>this</c> is the first one of a member function.</param>
/// <param name="IsVariadic">More arguments may follow (<c>...</c>).</param>
/// <param name="IsPrototyped">False for an old-style C declaration, which says nothing about parameters.</param>
/// <param name="HasObjectPointer">The first parameter is <c>this</c>.</param>
public sealed record FunctionParameters(ImmutableArray<TypeInfo> Types, bool IsVariadic, bool IsPrototyped, bool HasObjectPointer);
