using System.Text.Json.Nodes;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>A stack frame of the demo's session.</summary>
/// <param name="Id">To ask for its scopes.</param>
/// <param name="Name">Function, and in brackets what the adapter adds.</param>
/// <param name="Unit">File name of the source; empty without one.</param>
/// <param name="Line">Counted from 1; 0 without source.</param>
/// <param name="Pc">Address as the adapter writes it.</param>
internal sealed record DemoFrame(int Id, string Name, string Unit, int Line, string Pc)
{
    /// <summary>From a <c>StackFrame</c> of the protocol.</summary>
    public static DemoFrame From(JsonNode frame) => new(
        (int)frame["id"]!, (string)frame["name"]!, Path.GetFileName((string?)frame["source"]?["path"] ?? string.Empty), (int)frame["line"]!,
        (string?)frame["instructionPointerReference"] ?? string.Empty);
}
