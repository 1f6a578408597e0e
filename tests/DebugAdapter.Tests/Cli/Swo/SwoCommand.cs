namespace RspDebug.DebugAdapter.Tests.Cli.Swo;

/// <summary>Runs <c>rsp-debug swo ...</c> as a process, with bytes on its standard input.</summary>
internal static class SwoCommand
{
    public static Task<(int Code, string Output, string Errors)> RunAsync(byte[]? input, params string[] arguments) =>
        AdapterCommand.RunAsync(input, ["swo", .. arguments]);
}
