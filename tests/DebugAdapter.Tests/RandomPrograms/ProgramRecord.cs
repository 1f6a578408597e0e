using System.Text.Json;
using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>What <c>record.py</c> wrote of one program: rows are arrays, in the order that it says.</summary>
internal sealed record ProgramRecord(string Name, JsonElement[][] Globals, JsonElement[][] Types, ProgramRecord.Stop[] Stops, JsonElement[][]? Breakpoints = null)
{
    private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>A C++ program: only of those gdb is asked for places of breakpoints.</summary>
    public bool IsCpp => Breakpoints is not null;

    public static ProgramRecord Read(string path) => JsonSerializer.Deserialize<ProgramRecord>(File.ReadAllText(path), Spelling)!;

    /// <summary>One halt: registers, pieces of RAM (address and hexadecimal bytes), gdb's frames.</summary>
    internal sealed record Stop(Dictionary<string, uint> Registers, JsonElement[][] Memory, Frame[] Frames);

    /// <summary>One of gdb's frames: values are name, text, type; questions expression, text, type, format; writes target, value, answer, bytes, registers, text after.</summary>
    internal sealed record Frame(string Function, int Line, uint Pc, bool Inlined, string[][] Values, string[][] Questions, JsonElement[][] Writes);
}
