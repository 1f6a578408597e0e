using RspDebug.DebugAdapter.Engine.Expressions.Syntax;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Expressions.Evaluation;

/// <summary>The names that an expression may use at one place in the program.</summary>
public interface INameScope
{
    /// <summary>The target's numbers begin with their most significant byte.</summary>
    bool IsBigEndian => false;

    /// <summary>The language of the unit: it decides the type of a comparison and the way values are shown.</summary>
    SourceLanguage Language { get; }

    /// <summary>Finds a variable, an enumerator, a function or a member of <c>this</c>, innermost scope first.</summary>
    /// <param name="name">The name as written.</param>
    /// <returns>The object; a function is an object of function type whose address has the Thumb bit set. Null when there is none.</returns>
    TypedValue? FindObject(QualifiedName name);

    /// <summary>Finds a type of the image.</summary>
    /// <param name="name">Its name without a tag.</param>
    /// <param name="tag"><c>struct</c>, <c>union</c>, <c>class</c>, <c>enum</c>, or null for a typedef or any C++ type.</param>
    TypeInfo? FindType(QualifiedName name, string? tag);

    /// <summary>Finds a register of the frame.</summary>
    /// <param name="name">Lower case, without <c>$</c>.</param>
    TypedValue? FindRegister(string name);
}
