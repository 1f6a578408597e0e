using System.Text.Json;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

public sealed class LaunchReaderTests
{
    private const string Qemu = "\"servertype\":\"qemu\",\"executable\":\"/fw.elf\"";

    // configuration (launch; "attach:" before it for attach) | problems, each as key: a part of its text, split by ;
    private const string ProblemTable = """
        {Q}                                                                      |
        {"servertype":"qemu"}                                                    | executable: is missing
        {"executable":"/fw.elf"}                                                 | servertype: is missing
        {}                                                                       | executable: is missing; servertype: is missing
        []                                                                       | configuration: must be an object
        {"servertype":"opnocd"}                                                  | servertype: must be one of openocd, jlink, pyocd, qemu, bmp, stutil, external, virtual; is "opnocd". Did you mean "openocd"?
        {"servertype":4,"executable":true}                                       | servertype: must be one of; executable: must be a text in quotes; is true
        {"servertype":"qemu","executable":"/none.elf"}                           | executable: there is no file "/none.elf"
        {"servertype":"qemu","executable":""}                                    | executable: is empty
        {"servertype":"qemu","executable":"${workspaceFolder}/fw.elf"}           | executable: still contains ${workspaceFolder}
        {Q,"serverArgs":["-d","${env:X}"]}                                       | serverArgs[1]: still contains ${env:X}
        {"servertype":"qemu","executable":"fw.elf","cwd":"/build"}               | executable: there is no file "/build/fw.elf"
        {Q,"breakAfterReset":"yes"}                                              | breakAfterReset: must be true or false; is "yes"
        {Q,"configFiles":"target/nrf52.cfg"}                                     | configFiles: must be a list
        {Q,"configFiles":[1]}                                                    | configFiles[0]: must be a text in quotes; is 1
        {Q,"runToEntryPoint":null}                                               |
        {Q,"configFiles":null}                                                   | configFiles: must not be null
        {Q,"configFiles":[null]}                                                 | configFiles[0]: must not be null
        {Q,"verifyImage":null}                                                   | verifyImage: must not be null
        {Q,"timeouts":null}                                                      | timeouts: must be an object
        {Q,"sourceMap":[]}                                                       | sourceMap: must be an object
        {Q,"gdbServerPort":70000}                                                | gdbServerPort: must be between 0 and 65535; is 70000
        {Q,"gdbServerPort":1.5}                                                  | gdbServerPort: must be a whole number
        {Q,"timeouts":{"replyMs":0}}                                             | timeouts.replyMs: must be between 1 and
        {Q,"timeouts":5}                                                         | timeouts: must be an object
        {Q,"stepInterrupts":"msk"}                                               | stepInterrupts: must be one of mask, run, enter; is "msk". Did you mean "mask"?
        {Q,"fpscr":"never"}                                                      | fpscr: must be one of restore, report, off; is "never".
        {Q,"interface":"spi"}                                                    | interface: must be one of swd, jtag, cJTAG
        {Q,"vectorTableOffset":"0x1000"}                                         |
        {Q,"vectorTableOffset":4096}                                             |
        {Q,"vectorTableOffset":"4k"}                                             | vectorTableOffset: must be an address
        {Q,"vectorTableOffset":-1}                                               | vectorTableOffset: must be an address
        {Q,"symbolFiles":["/none.elf",{"file":"/fw.elf","offset":"0x1000"}]}     | symbolFiles[0]: there is no file
        {Q,"symbolFiles":[7]}                                                    | symbolFiles[0]: must be a path
        {Q,"rttConfig":{"enabled":true,"address":"here"}}                        | rttConfig.address: must be "auto" or an address
        {Q,"rttConfig":{"decoders":[{"port":"one"}]}}                            | rttConfig.decoders[0].port: must be a whole number; is "one"
        {Q,"sourceMap":{"/build":1}}                                             | sourceMap./build: must be a text
        {Q,"hardwareBreakpoints":{"limit":-1}}                                   | hardwareBreakpoints.limit: must be between
        {"servertype":"external","executable":"/fw.elf"}                         | gdbTarget: is missing
        {"servertype":"external","executable":"/fw.elf","gdbTarget":"3333"}      | gdbTarget: must be host:port
        {"servertype":"external","executable":"/fw.elf","gdbTarget":"h:0"}       | gdbTarget: must be host:port
        {"servertype":"external","executable":"/fw.elf","gdbTarget":":3333"}     |
        {"servertype":"external","executable":"/fw.elf","gdbTarget":"[::1]:3333"} |
        {"servertype":"openocd","executable":"/fw.elf"}                          | configFiles: is missing
        {"servertype":"openocd","executable":"/fw.elf","configFiles":["a.cfg"]}  |
        {"servertype":"jlink","executable":"/fw.elf"}                            | device: is missing
        attach:{"servertype":"external","gdbTarget":"localhost:3333"}            |
        attach:{"servertype":"external"}                                         | gdbTarget: is missing
        """;

    private const string WarningTable = """
        {Q}                                                        |
        {Q,"name":"x","type":"rsp-debug","request":"launch","__sessionId":"1","preLaunchTask":"b","internalConsoleOptions":"neverOpen","presentation":{}} |
        {Q,"serverpth":"/q"}                                       | serverpth: Did you mean "serverpath"?
        {Q,"serverType":"qemu"}                                    | serverType: Did you mean "servertype"?
        {Q,"configFile":["a.cfg"]}                                 | configFile: Did you mean "configFiles"?
        {Q,"zzzzzz":1}                                             | zzzzzz: docs/launch-keys.md
        {Q,"gdbPath":"/usr/bin/gdb"}                               | gdbPath: there is no gdb
        {Q,"rttConfig":{"enabld":true}}                            | rttConfig.enabld: Did you mean "enabled"?
        {Q,"swoConfig":{"decoders":[{"prt":1}]}}                   | swoConfig.decoders[0].prt: Did you mean "port"?
        attach:{"servertype":"external","gdbTarget":"h:1"}         | executable: no source
        attach:{Q,"runToEntryPoint":"main"}                        | runToEntryPoint: no effect on attach
        """;

    private static IEnumerable<TestCaseData> Problems() => Rows(ProblemTable);

    private static IEnumerable<TestCaseData> Warnings() => Rows(WarningTable);

    [TestCaseSource(nameof(Problems))]
    public void Read_Configuration_ListsAllProblems(string configuration, string[] expected)
    {
        if (expected.Length == 0)
        {
            Assert.That(() => Read(configuration), Throws.Nothing);
            return;
        }

        var error = Assert.Throws<LaunchConfigurationException>(() => Read(configuration));
        AssertEach(error.Problems, expected);
        Assert.That(error.Problems.Select(problem => error.Message.Contains(problem.ToString(), StringComparison.Ordinal)), Has.All.True);
    }

    [Test]
    public void Read_MissingKeyUnderAWrongName_NamesTheNearest()
    {
        var error = Assert.Throws<LaunchConfigurationException>(static () => Read("{\"servertype\":\"openocd\",\"executable\":\"fw.elf\",\"configFils\":[\"a.cfg\"]}"));
        Assert.That(error.Message, Does.Contain("configFiles: is missing").And.Contain("configFils: is not a known key").And.Contain("Did you mean \"configFiles\"?"));
    }

    [TestCaseSource(nameof(Warnings))]
    public void Read_Configuration_WarnsOfKeysWithoutEffect(string configuration, string[] expected) => AssertEach(Read(configuration).Warnings, expected);

    [Test]
    public void Read_AbsentKeys_KeepTheirDefaults()
    {
        LaunchConfiguration configuration = Read("{Q,\"timeouts\":{\"replyMs\":7},\"rttConfig\":{\"enabled\":true}}").Configuration;
        Assert.Multiple(() =>
        {
            Assert.That(configuration.Machine, Is.EqualTo("mps2-an386"));
            Assert.That(configuration.VerifyImage, Is.True);
            Assert.That(configuration.ServerArgs, Is.Empty);
            Assert.That(configuration.OverrideLaunchCommands, Is.Null);
            Assert.That(configuration.Timeouts, Is.EqualTo(new Timeouts { ReplyMs = 7 }));
            Assert.That(configuration.RttConfig!.Address, Is.EqualTo("auto"));
            Assert.That(configuration.LiveWatch.SamplesPerSecond, Is.EqualTo(4));
        });
    }

    [Test]
    public void Read_EveryKey_IsSpelledAsDocumented()
    {
        LaunchConfiguration configuration = Read("""
            {"servertype":"jlink","executable":"/fw.elf","serverpath":"/j","jlinkscript":"/s","BMPGDBSerialPort":"/dev/x","powerOverBMP":"enable",
             "targetId":3,"openOCDLaunchCommands":["a"],"openOCDPreConfigLaunchCommands":["b"],"device":"d","ipAddress":"1.2.3.4","vectorTableOffset":"0x20"}
            """).Configuration;
        Assert.That(
            (configuration.ServerPath, configuration.JLinkScript, configuration.BmpGdbSerialPort, configuration.PowerOverBmp, configuration.TargetId?.Text,
                configuration.OpenOCDLaunchCommands[0], configuration.OpenOCDPreConfigLaunchCommands[0], configuration.IpAddress, configuration.VectorTableOffset?.Value),
            Is.EqualTo(("/j", "/s", "/dev/x", "enable", "3", "a", "b", "1.2.3.4", 0x20ul)));
    }

    /// <summary>What the record is documented with (docs/launch-keys.md, the extension's schema) is also what is read.</summary>
    [TestCase(typeof(LaunchConfiguration))]
    [TestCase(typeof(RttConfig))]
    [TestCase(typeof(SwoConfig))]
    [TestCase(typeof(TraceDecoder))]
    [TestCase(typeof(Timeouts))]
    [TestCase(typeof(Semihosting))]
    [TestCase(typeof(HardwareBreakpoints))]
    [TestCase(typeof(LiveWatch))]
    public void Names_OfARecord_AreThoseItIsWrittenWith(Type record) =>
        Assert.That(new LaunchMembers(record).Names, Is.EqualTo(LaunchJson.Default.GetTypeInfo(record)!.Properties.Select(static member => member.Name)));

    [Test]
    public void Read_OneOfEachType_IsRead()
    {
        LaunchConfiguration configuration = Read("""
            {Q,"fpscr":"Report","verifyImage":false,"gdbServerPort":0,"liveWatch":{"samplesPerSecond":2.5},"sourceMap":{"/a":"/b","/A":"/c"},
             "rttConfig":{"decoders":[{"port":1,"scale":0.5,"clear":true},{"port":2,"label":null}]},"symbolFiles":["/fw.elf",{"file":"/fw.elf","offset":16}],
             "serverArgs":["-a","-b"],"graphConfig":[{"x":1}],"targetId":"nrf","rtos":null}
            """).Configuration;
        Assert.Multiple(() =>
        {
            Assert.That(configuration.Fpscr, Is.EqualTo(FpscrPolicy.Report));
            Assert.That(configuration.VerifyImage, Is.False);
            Assert.That(configuration.GdbServerPort, Is.Zero);
            Assert.That(configuration.LiveWatch.SamplesPerSecond, Is.EqualTo(2.5));
            Assert.That(configuration.SourceMap, Is.EqualTo(new Dictionary<string, string> { ["/a"] = "/b", ["/A"] = "/c" }));
            Assert.That(configuration.RttConfig!.Decoders, Is.EqualTo(new TraceDecoder[] { new() { Port = 1, Scale = 0.5, Clear = true }, new() { Port = 2 } }));
            Assert.That(configuration.SymbolFiles, Is.EqualTo(new SymbolFile[] { new("/fw.elf"), new("/fw.elf", new LaunchAddress(16)) }));
            Assert.That(configuration.ServerArgs, Is.EqualTo(new[] { "-a", "-b" }));
            Assert.That(configuration.GraphConfig.Single().GetProperty("x").GetInt32(), Is.EqualTo(1));
            Assert.That((configuration.TargetId?.Text, configuration.Rtos), Is.EqualTo(("nrf", (string?)null)));
        });
    }

    private static LaunchReading Read(string configuration)
    {
        LaunchRequest request = configuration.StartsWith("attach:", StringComparison.Ordinal) ? LaunchRequest.Attach : LaunchRequest.Launch;
        string json = configuration.Replace("attach:", "", StringComparison.Ordinal).Replace("{Q", "{" + Qemu, StringComparison.Ordinal);
        return LaunchReader.Read(JsonElement.Parse(json), request, static path => path == "/fw.elf");
    }

    private static IEnumerable<TestCaseData> Rows(string table) => table.Split('\n').Select(static line =>
    {
        int split = line.LastIndexOf('|');
        string configuration = line[..split].Trim();
        string[] expected = line[(split + 1)..].Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // "is X" continues the problem before it.
        var joined = new List<string>();
        foreach (string part in expected)
        {
            if (part.StartsWith("is ", StringComparison.Ordinal)) joined[^1] += "; " + part;
            else joined.Add(part);
        }

        return new TestCaseData(configuration, joined.ToArray()).SetArgDisplayNames(configuration);
    });

    private static void AssertEach(IReadOnlyList<LaunchProblem> found, string[] expected) => Assert.Multiple(() =>
    {
        Assert.That(found, Has.Count.EqualTo(expected.Length), string.Join('\n', found));
        foreach ((LaunchProblem problem, string row) in found.Zip(expected))
        {
            int colon = row.IndexOf(": ", StringComparison.Ordinal);
            Assert.That(problem.Key, Is.EqualTo(row[..colon]));
            Assert.That(problem.Text, Does.Contain(row[(colon + 2)..]));
        }
    });
}
