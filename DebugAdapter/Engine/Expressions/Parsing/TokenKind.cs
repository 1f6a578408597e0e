namespace RspDebug.DebugAdapter.Engine.Expressions.Parsing;

/// <summary>What a <see cref="Token"/> is.</summary>
internal enum TokenKind
{
    End,
    Identifier,
    Register,
    Integer,
    Floating,
    Character,
    Text,
    QuotedScope,
    Punctuator,
}
