namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>Prefix operators of C (C11, 6.5.3), without those that would change the target by surprise (<c>++</c>, <c>--</c>).</summary>
public enum UnaryOperator
{
    /// <summary><c>+x</c>: integer promotion.</summary>
    Plus,

    /// <summary><c>-x</c>.</summary>
    Negate,

    /// <summary><c>~x</c>.</summary>
    Complement,

    /// <summary><c>!x</c>.</summary>
    Not,

    /// <summary><c>*x</c>.</summary>
    Dereference,

    /// <summary><c>&amp;x</c>.</summary>
    AddressOf,
}
