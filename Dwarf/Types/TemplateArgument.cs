namespace RspDebug.Dwarf.Types;

/// <summary>An argument of a C++ template, or a parameter of a Rust generic type.</summary>
/// <param name="Name">The parameter's name, <c>_Tp</c>; null when the template gives it none.</param>
/// <param name="Type">The type given; for a value parameter the type of the value.</param>
/// <param name="Value">The value given; null for a type parameter and for values that are no numbers.</param>
public sealed record TemplateArgument(string? Name, TypeInfo Type, long? Value);
