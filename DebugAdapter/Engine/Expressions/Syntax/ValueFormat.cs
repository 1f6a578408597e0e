namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>How a user asks for a value to be shown: the letter after the last comma (<c>x,h</c>) or gdb's <c>/x</c> in front.</summary>
public enum ValueFormat
{
    /// <summary>As the type suggests.</summary>
    Natural,

    /// <summary>Decimal: <c>d</c>.</summary>
    Decimal,

    /// <summary>Unsigned decimal: <c>u</c>.</summary>
    Unsigned,

    /// <summary>Hexadecimal: <c>x</c> or <c>h</c>.</summary>
    Hexadecimal,

    /// <summary>Binary: <c>b</c> or <c>t</c>.</summary>
    Binary,

    /// <summary>Octal: <c>o</c>.</summary>
    Octal,

    /// <summary>Character: <c>c</c>.</summary>
    Character,

    /// <summary>String: <c>s</c>; of any pointer or array of 1-byte elements.</summary>
    Text,

    /// <summary>Floating point of the same bits: <c>f</c>.</summary>
    Floating,

    /// <summary>Address with symbol: <c>a</c>.</summary>
    Address,

    /// <summary>The members as the compiler laid them out, without a language's prettier view: <c>!</c> or <c>r</c>.</summary>
    Raw,
}
