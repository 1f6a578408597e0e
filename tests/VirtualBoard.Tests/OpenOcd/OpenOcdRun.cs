using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>Runs the installed OpenOCD with its own <c>target/nrf52.cfg</c> against a board, to the end of a script.</summary>
internal static class OpenOcdRun
{
    public static void Require()
    {
        if (ExternalProgram.Find("openocd") is null) Assert.Ignore("openocd is not installed.");
    }

    /// <summary>Runs commands after <c>init</c>, then shuts down.</summary>
    /// <returns>Everything OpenOCD printed.</returns>
    public static async Task<string> RunAsync(BoardHost host, params string[] commands) => await RunAsync(host, [], commands);

    /// <summary>Runs commands after <c>init</c>, with others before the target script.</summary>
    public static async Task<string> RunAsync(BoardHost host, string[] before, string[] commands)
    {
        await using StLinkServer probe = StLinkServer.Start(host);
        List<string> arguments = [];
        foreach (string command in (string[])["gdb_port disabled", "tcl_port disabled", "telnet_port disabled", .. before]) Add("-c", command);
        Add("-f", "interface/stlink-dap.cfg");
        Add("-c", $"st-link backend tcp {probe.EndPoint.Port}");
        Add("-c", "transport select dapdirect_swd");
        Add("-f", "target/nrf52.cfg");
        foreach (string command in (string[])["init", .. commands, "shutdown"]) Add("-c", command);
        return await ExternalProgram.RunAsync("openocd", arguments);

        void Add(string option, string value)
        {
            arguments.Add(option);
            arguments.Add(value);
        }
    }
}
