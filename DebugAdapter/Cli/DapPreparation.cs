using System.ComponentModel;
using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Dap.Wire;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>Loads and compiles, on a thread of its own, what the first requests of every session need, while none has come. Nothing is kept.</summary>
/// <remarks>docs/decisions/0042</remarks>
internal static class DapPreparation
{
    private static ReadOnlySpan<byte> Arguments => """{"source":{"name":"main.c","path":"/main.c"},"breakpoints":[{"line":1}],"sourceModified":false}"""u8;

    /// <summary>Begins.</summary>
    public static void Begin() => new System.Threading.Thread(static () => Run()) { IsBackground = true, Name = "preparation" }.Start();

    /// <summary>A launch, the search for a port, and a breakpoint with its answer, in the order of a session.</summary>
    /// <returns>The answer.</returns>
    internal static string Run()
    {
        LaunchReader.ReadSample();
        LookForPort();
        SetBreakpointsArguments asked = JsonElement.Parse(Arguments).Deserialize(ProtocolJson.Default.SetBreakpointsArguments)!;
        var set = new Breakpoint(true, 1, null, asked.Source, asked.Breakpoints![0].Line);
        var writer = new MessageWriter(Stream.Null);
        writer.Write(OutgoingMessage.Success(1, "setBreakpoints", new SetBreakpointsResponse([set]), ProtocolJson.Default.SetBreakpointsResponse));
        return Encoding.UTF8.GetString(writer.LastJson);
    }

    private static void LookForPort()
    {
        try
        {
            ListeningPorts.Contains(ListeningPorts.ChooseFree());
        }
        catch (Win32Exception)
        {
            // Of sockets or of the system's table: a session that needs them says so.
        }
    }
}
