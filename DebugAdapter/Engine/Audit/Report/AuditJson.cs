using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.Audit.Report;

/// <summary>An audit's report as the JSON that docs/json.md describes: <c>schema</c>, <c>audit</c>, <c>findings</c>, <c>summary</c>.</summary>
internal static class AuditJson
{
    /// <summary>Version of the shape.</summary>
    public const int Schema = 1;

    /// <summary>Writes the report.</summary>
    public static void Write(AuditReport report, Stream destination)
    {
        using var json = new Utf8JsonWriter(destination, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("audit", report.Audit);
        json.WriteStartArray("findings");
        foreach (AuditFinding finding in report.Findings)
            Write(json, finding);
        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteNumber("errors", report.Count(AuditSeverity.Error));
        json.WriteNumber("warnings", report.Count(AuditSeverity.Warning));
        json.WriteNumber("notes", report.Count(AuditSeverity.Note));
        foreach ((string name, object? value) in report.Facts)
            Write(json, name, value);
        foreach (AuditTable table in report.Tables)
            Write(json, table);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString()));
        json.WriteString("file", finding.File);
        Write(json, "line", (long?)finding.Line);
        Write(json, "address", (long?)finding.Address);
        json.WriteString("text", finding.Text);
        json.WriteString("advice", finding.Advice);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditTable table)
    {
        json.WriteStartArray(table.Name);
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            json.WriteStartObject();
            for (int i = 0; i < table.Columns.Count; i++)
                Write(json, table.Columns[i], row[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, Math.Round(number, 4)); break;
            default: json.WriteString(name, value.ToString()); break;
        }
    }
}
