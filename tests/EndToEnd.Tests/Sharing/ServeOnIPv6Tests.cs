using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RspDebug.EndToEnd.Tests.Servers;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.Sharing;

/// <summary>A server that listens on IPv6, and how it is reached.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed partial class ServeOnIPv6Tests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [TestCase("::1", "[::1]", "[::1]", TestName = "Serve_OnIPv6Alone_IsReachedByIt")]
    [TestCase("::", "localhost", "127.0.0.1", TestName = "Serve_OnAllOfIPv6_IsReachedByIPv4Too")]
    public async Task Serve(string address, string told, string host)
    {
        if (!Socket.OSSupportsIPv6) Assert.Ignore("This computer has no IPv6.");
        using ServerProcess serve = new(AdapterProgram.Path, ["serve", "--server", "virtual", "--elf", Image, "--address", address]);
        await serve.WaitForOutputAsync("lldb:", TimeSpan.FromSeconds(60));
        Match gdb = GdbLine().Match(serve.Output);
        Assert.That(gdb.Groups["host"].Value, Is.EqualTo(told), serve.Output);
        await using DebugSession session = await DebugSession.StartAsync();
        JsonObject configuration = DebugSession.Configuration("external", Image);
        configuration["gdbTarget"] = $"{host}:{gdb.Groups["port"].Value}";
        await session.BeginAsync("attach", configuration);
        await session.SetBreakpointsAsync("BP_LEAF");
        await session.FinishStartAsync();
        Assert.That((await session.StoppedAsync("breakpoint")).Function, Is.EqualTo("leaf"));
        Assert.That(await session.EndAsync(), Is.Zero);
    }

    [GeneratedRegex(@"extended-remote (?<host>\S+):(?<port>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GdbLine();
}
