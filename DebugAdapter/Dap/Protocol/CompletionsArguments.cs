namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Text of the console and the cursor in it (<c>Column</c> counts as the client counts columns).</summary>
public sealed record CompletionsArguments(string Text, int Column, int? FrameId = null, int? Line = null);
