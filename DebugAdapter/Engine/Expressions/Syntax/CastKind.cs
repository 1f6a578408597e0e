namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>How a conversion was written.</summary>
public enum CastKind
{
    /// <summary><c>(type)x</c> or <c>type(x)</c>.</summary>
    C,

    /// <summary><c>static_cast&lt;type&gt;(x)</c>.</summary>
    Static,

    /// <summary><c>reinterpret_cast&lt;type&gt;(x)</c>.</summary>
    Reinterpret,

    /// <summary><c>const_cast&lt;type&gt;(x)</c>.</summary>
    Const,
}
