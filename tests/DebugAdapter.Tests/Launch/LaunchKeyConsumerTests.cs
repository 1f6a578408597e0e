using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

/// <summary>Every key of the launch configuration is read by the product outside of <c>Launch</c>, or is listed here as one without an effect yet.</summary>
[TestFixture]
public sealed class LaunchKeyConsumerTests
{
    // key of the record | what is missing. A row whose key is read fails: then it goes.
    private const string WithoutEffect = """
        LaunchConfiguration.SymbolFiles            | symbols come from one image, the executable
        LaunchConfiguration.VectorTableOffset      | the core's VTOR is read in its place
        LaunchConfiguration.RttConfig              | RTT in the session; the verb rtt has it
        LaunchConfiguration.GraphConfig            | the extension's graph view
        LaunchConfiguration.LiveWatch              | live watch
        LaunchConfiguration.Rtos                   | threads of an operating system
        LaunchConfiguration.SvdPath                | the extension's peripheral view
        LaunchConfiguration.ShowDevDebugOutput     | --log shows the traffic
        LaunchConfiguration.ShowDevDebugTimestamps | --log shows the traffic
        RttConfig.Enabled                          | RTT in the session
        RttConfig.Address                          | RTT in the session
        RttConfig.SearchSize                       | RTT in the session
        RttConfig.SearchId                         | RTT in the session
        RttConfig.ClearSearch                      | RTT in the session
        RttConfig.PollingInterval                  | RTT in the session
        RttConfig.StartRetry                       | RTT in the session
        RttConfig.Decoders                         | RTT in the session
        LiveWatch.Enabled                          | live watch
        LiveWatch.SamplesPerSecond                 | live watch
        TraceDecoder.ShowOnStartup                 | the extension's terminals
        TraceDecoder.Clear                         | the extension's terminals
        TraceDecoder.Prompt                        | the extension's terminals
        TraceDecoder.Noprompt                      | the extension's terminals
        TraceDecoder.Inputmode                     | the extension's terminals
        SymbolFile.File                            | symbols come from one image, the executable
        SymbolFile.Offset                          | symbols come from one image, the executable
        """;

    private static readonly Type[] Records =
    [
        typeof(LaunchConfiguration), typeof(RttConfig), typeof(SwoConfig), typeof(TraceDecoder), typeof(LiveWatch), typeof(Timeouts), typeof(HardwareBreakpoints), typeof(Semihosting), typeof(SymbolFile),
    ];

    [Test]
    public void Keys_WithoutAReader_AreThoseListed()
    {
        PropertyInfo[] keys = [.. Records.SelectMany(static record => record.GetProperties(BindingFlags.Public | BindingFlags.Instance))];
        HashSet<int> read = TokensReadOutsideLaunch();
        IEnumerable<string> unread = keys.Where(key => !read.Contains(key.GetMethod!.MetadataToken)).Select(static key => $"{key.DeclaringType!.Name}.{key.Name}");
        Assert.That(unread, Is.EquivalentTo(WithoutEffect.Split('\n').Select(static row => row.Split('|')[0].Trim())));
    }

    // Tokens of the methods that code of the product calls, but for the code of `Launch`, which only checks values.
    private static HashSet<int> TokensReadOutsideLaunch()
    {
        const byte Call = 0x28, CallVirtual = 0x6F;
        using var file = new PEReader(File.OpenRead(typeof(LaunchConfiguration).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        var called = new HashSet<int>();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0 && !IsOfLaunch(metadata, method.GetDeclaringType())))
        {
            byte[] code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            for (int at = 0; at + 4 < code.Length; at++)
                if (code[at] is Call or CallVirtual)
                    called.Add(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 1)));
        }

        return called;
    }

    private static bool IsOfLaunch(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = metadata.GetTypeDefinition(type.GetDeclaringType());
        return metadata.GetString(type.Namespace) == typeof(LaunchConfiguration).Namespace;
    }
}
