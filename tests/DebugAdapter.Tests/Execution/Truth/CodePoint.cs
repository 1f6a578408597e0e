namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>What one instruction belongs to.</summary>
/// <param name="Function">The function with code of its own; null where none is described.</param>
/// <param name="Inlined">Copies of functions around it, outermost first.</param>
/// <param name="Line">The row that owns it; null where no line is known.</param>
/// <param name="StartsStatement">It is the first instruction of an <c>is_stmt</c> row.</param>
internal sealed record CodePoint(CodeBlock? Function, IReadOnlyList<CodeBlock> Inlined, LineEntry? Line, bool StartsStatement);
