using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>What an image takes, as JSON.</summary>
internal static class ImageUseJson
{
    private const int Schema = 1;

    /// <summary>Writes it; docs/json.md has the form.</summary>
    public static void Write(Stream output, ImageUse use)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("schema"u8, Schema);
            json.WriteString("file"u8, use.File);
            json.WriteStartObject("totals"u8);
            json.WriteNumber("text"u8, use.TextInBytes);
            json.WriteNumber("data"u8, use.DataInBytes);
            json.WriteNumber("bss"u8, use.BssInBytes);
            json.WriteEndObject();
            WriteRegions(json, use.Regions);
            WriteSections(json, use.Sections);
            WriteSymbols(json, use.Symbols);
            WriteStack(json, use.Stack);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteRegions(Utf8JsonWriter json, IEnumerable<UsedRegion> regions)
    {
        json.WriteStartArray("regions"u8);
        foreach (UsedRegion region in regions)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, region.Name);
            json.WriteNumber("start"u8, region.Start);
            WriteOptional(json, "sizeInBytes", region.SizeInBytes);
            json.WriteNumber("usedInBytes"u8, region.UsedInBytes);
            json.WriteNumber("endOfUse"u8, region.EndOfUse);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSections(Utf8JsonWriter json, IEnumerable<UsedSection> sections)
    {
        json.WriteStartArray("sections"u8);
        foreach (UsedSection section in sections)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, section.Name);
            json.WriteNumber("address"u8, section.Address);
            WriteOptional(json, "loadAddress", section.LoadAddress);
            json.WriteNumber("sizeInBytes"u8, section.SizeInBytes);
            json.WriteString("kind"u8, ImageUseText.Name(section.Kind));
            json.WriteString("region"u8, section.Region);
            json.WriteString("loadRegion"u8, section.LoadRegion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSymbols(Utf8JsonWriter json, IEnumerable<UsedSymbol> symbols)
    {
        json.WriteStartArray("symbols"u8);
        foreach (UsedSymbol symbol in symbols)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, symbol.Name);
            json.WriteNumber("address"u8, symbol.Address);
            json.WriteNumber("sizeInBytes"u8, symbol.SizeInBytes);
            json.WriteString("kind"u8, symbol.IsFunction ? "function"u8 : "object"u8);
            json.WriteString("section"u8, symbol.Section);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStack(Utf8JsonWriter json, StackBounds? stack)
    {
        if (stack is null)
        {
            json.WriteNull("stack"u8);
            return;
        }

        json.WriteStartObject("stack"u8);
        json.WriteNumber("top"u8, stack.Top);
        json.WriteNumber("limit"u8, stack.Limit);
        json.WriteNumber("sizeInBytes"u8, stack.SizeInBytes);
        json.WriteString("limitFrom"u8, stack.LimitFrom);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
