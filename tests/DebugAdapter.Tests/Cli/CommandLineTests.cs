using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Cli;

namespace RspDebug.DebugAdapter.Tests.Cli;

[NonParallelizable]
public sealed class CommandLineTests
{
    // arguments | exit code | part of what is printed
    [TestCase("--help", ExitCode.Success, "dap")]
    [TestCase("dap --help", ExitCode.Success, "--port")]
    [TestCase("", ExitCode.Usage, "--help")]
    [TestCase("fly", ExitCode.Usage, "fly")]
    [TestCase("dap --prt 1", ExitCode.Usage, "--prt")]
    [TestCase("dap --port x", ExitCode.Usage, "x")]
    [TestCase("dap --port 70000", ExitCode.Usage, "70000")]
    [TestCase("dap --log loud", ExitCode.Usage, "\"loud\" is not a log level")]
    [TestCase("dap --log debug --log-file /no/such/folder/log", ExitCode.Environment, "/no/such/folder/log")]
    public async Task RunAsync_Arguments_EndWithTheirExitCode(string arguments, int expected, string part)
    {
        (int code, string printed) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(code, Is.EqualTo(expected), printed);
        Assert.That(printed, Does.Contain(part).And.Not.Contain("   at "));
    }

    [Test]
    public async Task RunAsync_PortTaken_SaysSoWithExitCode3()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        (int code, string printed) = await RunAsync(["dap", "--port", port.ToString()]);
        Assert.That(code, Is.EqualTo(ExitCode.Environment));
        Assert.That(printed, Does.Contain($"Port {port}"));
    }

    /// <summary>By a process of its own, for the version is that of the program that was started.</summary>
    [Test]
    public async Task Program_Version_IsThatOfTheProduct()
    {
        using Process program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rsp-debug.dll"), "--version"])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        string printed = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.That((program.ExitCode, printed.Split('+')[0].Trim()), Is.EqualTo((ExitCode.Success, typeof(CommandLine).Assembly.GetName().Version!.ToString(3))));
    }

    private static async Task<(int Code, string Printed)> RunAsync(string[] arguments)
    {
        (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
        using var printed = new StringWriter();
        Console.SetOut(printed);
        Console.SetError(printed);
        try
        {
            return (await CommandLine.RunAsync(arguments), printed.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
