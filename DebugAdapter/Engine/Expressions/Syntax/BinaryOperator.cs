namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>Infix operators of C (C11, 6.5.5 to 6.5.14 and 6.5.17) and gdb's <c>@</c>.</summary>
public enum BinaryOperator
{
    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Remainder,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c></summary>
    ShiftRight,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&amp;</c></summary>
    And,

    /// <summary><c>^</c></summary>
    ExclusiveOr,

    /// <summary><c>|</c></summary>
    Or,

    /// <summary><c>&amp;&amp;</c>: the right side is evaluated only when the left is true.</summary>
    LogicalAnd,

    /// <summary><c>||</c>: the right side is evaluated only when the left is false.</summary>
    LogicalOr,

    /// <summary><c>,</c>: the value is the right side's.</summary>
    Comma,

    /// <summary><c>object@count</c>: an array of <c>count</c> elements that starts at the object (gdb manual, "Artificial Arrays").</summary>
    Repeat,
}
