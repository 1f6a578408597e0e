using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">First character, from 1.</param>
/// <param name="End">Column behind its last character.</param>
/// <param name="Text">Its spelling; for a quoted scope what stands between the quotes.</param>
/// <param name="Literal">The node of a literal; null for other kinds.</param>
internal readonly record struct Token(TokenKind Kind, int Column, int End, string Text, ExpressionNode? Literal = null)
{
    public bool Is(string punctuator) => Kind == TokenKind.Punctuator && Text == punctuator;

    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text == word;

    /// <summary>How an error message names it.</summary>
    public string Describe() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
