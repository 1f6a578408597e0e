using System.Reflection;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>The adapter under test: <c>RSP_DEBUG</c> names it (test.sh sets it to the published one), else this build's.</summary>
internal static class AdapterProgram
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("RSP_DEBUG") is { Length: > 0 } named
        ? named
        : System.IO.Path.GetFullPath(typeof(AdapterProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "AdapterProgram").Value!);
}
