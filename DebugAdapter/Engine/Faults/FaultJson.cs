using System.Text.Encodings.Web;
using System.Text.Json;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>A fault's story as the JSON that docs/json.md describes.</summary>
internal static class FaultJson
{
    private const int Schema = 1;

    /// <summary>Writes the story; <c>fault</c> is null when there is none.</summary>
    public static byte[] Write(FaultStory? story)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            if (story is null)
                json.WriteNull("fault");
            else
                Write(json, story);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FaultStory story)
    {
        json.WriteStartObject("fault");
        json.WriteString("id", story.Id);
        json.WriteString("handler", story.Site.Handler is { } handler ? ExceptionNames.Name(handler) : null);
        json.WriteStartArray("flags");
        foreach (FaultFlag flag in story.Flags)
        {
            json.WriteStartObject();
            json.WriteString("name", flag.Name);
            json.WriteString("kind", flag.Kind);
            json.WriteString("text", flag.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Number(json, "address", story.Address);
        json.WriteString("likelyCause", story.LikelyCause);
        Number(json, "pc", story.Site.Pc);
        json.WriteString("place", story.Site.Place);
        json.WriteString("instruction", story.Site.Instruction);
        Number(json, "frame", story.Site.FrameBase);
        json.WriteStartObject("registers");
        foreach ((string name, uint value) in story.Site.Registers)
            json.WriteNumber(name, value);
        json.WriteEndObject();
        foreach ((string name, uint value) in (IEnumerable<(string, uint)>)[("cfsr", story.Registers.Cfsr), ("hfsr", story.Registers.Hfsr), ("mmfar", story.Registers.Mmfar), ("bfar", story.Registers.Bfar)])
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, uint? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
