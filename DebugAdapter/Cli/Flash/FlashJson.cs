using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli.Flash;

/// <summary>What <c>flash</c> did, as JSON.</summary>
internal static class FlashJson
{
    private const int Schema = 1;

    public static void Write(Stream output, ServerType server, IReadOnlyList<DownloadedFile> files)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("schema"u8, Schema);
            json.WriteString("server"u8, server.ToString().ToLowerInvariant());
            json.WriteStartArray("files"u8);
            foreach (DownloadedFile file in files)
            {
                json.WriteStartObject();
                json.WriteString("file"u8, file.Path);
                json.WriteNumber("sizeInBytes"u8, file.SizeInBytes);
                json.WriteString("outcome"u8, Name(file.Outcome));
                if (file.DiffersAt is { } at) json.WriteNumber("differsAt"u8, at);
                else json.WriteNull("differsAt"u8);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static string Name(DownloadOutcome outcome) => outcome switch
    {
        DownloadOutcome.AlreadyThere => "already-there",
        DownloadOutcome.Written => "written",
        _ => "differs",
    };
}
