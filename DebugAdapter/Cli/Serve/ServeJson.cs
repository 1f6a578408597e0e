using System.Net;
using System.Text.Json;

namespace RspDebug.DebugAdapter.Cli.Serve;

/// <summary>One line of JSON that says where a target is served.</summary>
internal static class ServeJson
{
    private const int Schema = 1;

    public static void Write(Stream output, IPEndPoint endPoint, string target, string? file)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("schema"u8, Schema);
            json.WriteString("address"u8, endPoint.Address.ToString());
            json.WriteNumber("port"u8, endPoint.Port);
            json.WriteString("target"u8, target);
            if (file is null) json.WriteNull("file"u8);
            else json.WriteString("file"u8, file);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
