using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

/// <summary>
/// Ends the printing of a damaged type that is part of itself; no type that a person wrote comes near it. All text is counted that is made on the way,
/// which is what memory and time go by.
/// </summary>
/// <param name="mostCharacters">Characters after which no more types are printed.</param>
internal sealed class PrintLimit(int mostCharacters)
{
    private const int DeepestNesting = 32;

    private readonly Stack<Die?> _path = [];
    private int _characters;

    /// <summary>No more types are printed: loops over parts end, too.</summary>
    public bool IsReached => _characters > mostCharacters;

    /// <summary>For one declaration.</summary>
    public static PrintLimit OfDeclaration() => new(256 << 10);

    /// <summary>For a definition, which has a declaration for each member.</summary>
    public static PrintLimit OfDefinition() => new(512 << 10);

    /// <summary>Begins a type; false inside itself, too deep, and when the text has become senseless. Each true needs a <see cref="Leave"/>.</summary>
    public bool Enter(TypeInfo type)
    {
        if (IsReached || _path.Count == DeepestNesting || (type.Die is { } die && _path.Contains(die))) return false;
        _path.Push(type.Die);
        return true;
    }

    /// <summary>Ends a type.</summary>
    /// <param name="text">What was made of it.</param>
    /// <returns>The same text.</returns>
    public string Leave(string text)
    {
        _path.Pop();
        return Count(text);
    }

    /// <summary>Counts the text of a type that has no parts.</summary>
    public string Count(string text)
    {
        _characters += text.Length;
        return text;
    }
}
