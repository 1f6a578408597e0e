using System.Text.Encodings.Web;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Cli.Backtrace;

/// <summary>A backtrace for programs; docs/json.md describes it.</summary>
internal static class BacktraceJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, with a line end.</summary>
    public static void Write(Stream output, IReadOnlyList<BacktraceFrame> frames, string? truncated)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema"u8, 1);
            json.WriteStartArray("frames"u8);
            foreach (BacktraceFrame frame in frames) Write(json, frame);
            json.WriteEndArray();
            json.WriteString("truncated"u8, truncated);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, BacktraceFrame frame)
    {
        json.WriteStartObject();
        json.WriteNumber("level"u8, frame.Level);
        json.WriteString("function"u8, frame.Frame.Name);
        json.WriteNumber("pc"u8, frame.Frame.Pc);
        WriteNumber(json, "cfa"u8, frame.Cfa);
        WriteNumber(json, "sp"u8, frame.Sp);
        WriteNumber(json, "lr"u8, frame.Lr);
        json.WriteString("file"u8, frame.Frame.Path);
        WriteNumber(json, "line"u8, frame.Frame.Line > 0 ? (uint)frame.Frame.Line : null);
        WriteNumber(json, "column"u8, frame.Frame.Column > 0 ? (uint)frame.Frame.Column : null);
        json.WriteBoolean("inlined"u8, frame.IsInlined);
        json.WriteString("how"u8, frame.How);
        WriteException(json, frame.Frame.Interruption is null ? null : frame.Frame.Physical.Exception);
        WriteLocals(json, frame.Locals);
        json.WriteString("note"u8, frame.Frame.Physical.Note);
        json.WriteEndObject();
    }

    private static void WriteException(Utf8JsonWriter json, ExceptionInfo? exception)
    {
        if (exception is null)
        {
            json.WriteNull("exception"u8);
            return;
        }

        json.WriteStartObject("exception"u8);
        WriteNumber(json, "number"u8, (uint?)exception.Number);
        json.WriteString("name"u8, exception.Name);
        json.WriteString("returnsTo"u8, exception.ReturnsToThread ? "thread"u8 : "handler"u8);
        json.WriteEndObject();
    }

    private static void WriteLocals(Utf8JsonWriter json, IReadOnlyList<VariableView> locals)
    {
        json.WriteStartArray("locals"u8);
        foreach (VariableView local in locals)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, local.Name);
            json.WriteString("type"u8, local.Type);
            json.WriteString("value"u8, local.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, uint? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
