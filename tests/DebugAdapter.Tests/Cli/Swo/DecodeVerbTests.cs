using RspDebug.DebugAdapter.Cli;

namespace RspDebug.DebugAdapter.Tests.Cli.Swo;

public sealed class DecodeVerbTests
{
    private static readonly byte[] Trace = Convert.FromHexString("0000000000800148016901" + "0a");

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-swo").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Packets_FromStandardInput_AreLinesAndACountOnStandardError()
    {
        (int code, string output, string errors) = await SwoCommand.RunAsync(Trace, "decode", "--packets");
        Assert.That((code, output.Split('\n')[1]), Is.EqualTo((ExitCode.Success, """{"t":"software","offset":6,"port":0,"size":1,"value":72}""")));
        Assert.That(errors, Does.Contain("12 bytes (raw), 4 packets").And.Contain("1 synchronizations"));
    }

    [Test]
    public async Task SeveralOutputs_FromAFile_AllGetTheTrace()
    {
        string raw = Path.Combine(_folder, "raw.bin"), copy = Path.Combine(_folder, "copy.bin"), json = Path.Combine(_folder, "out.json"), csv = Path.Combine(_folder, "out.csv");
        await File.WriteAllBytesAsync(raw, Trace);
        (int code, string output, _) = await SwoCommand.RunAsync(null, "decode", raw, "--packets", "--json", json, "--csv", csv, "--console", "--save", copy);
        Assert.That((code, output), Is.EqualTo((ExitCode.Success, "Hi\n")));
        Assert.That(await File.ReadAllLinesAsync(json), Has.Length.EqualTo(4));
        Assert.That(await File.ReadAllLinesAsync(csv), Has.Length.EqualTo(5));
        Assert.That(await File.ReadAllBytesAsync(copy), Is.EqualTo(Trace));
        Assert.That(await File.ReadAllTextAsync(copy + ".times"), Does.Match("^[0-9]+ 12\\s$"));
    }

    [Test]
    public async Task Elasticsearch_NobodyListens_KeepsTheEventsInAFile()
    {
        string kept = Path.Combine(_folder, "kept.ndjson");
        (int code, _, string errors) = await SwoCommand.RunAsync(Trace, "decode", "--elasticsearch", "http://127.0.0.1:1", "--fallback", kept);
        Assert.That(code, Is.EqualTo(ExitCode.Environment), errors);
        Assert.That(errors, Does.Contain("0 events sent").And.Contain($"The 2 events are in '{kept}'"));
        Assert.That(await File.ReadAllTextAsync(kept), Does.Contain("\"message\":\"Hi\""));
    }

    // The first frame of a TPIU stream: stream 1 with a software packet of each port, then stream 0.
    [TestCase("decode - --packets --tpiu")]
    [TestCase("decode --packets --tpiu 1 -")]
    [TestCase("decode --tpiu - --packets")]
    public async Task Tpiu_Frames_GiveThePacketsOfItsStream(string arguments)
    {
        byte[] frame = Convert.FromHexString("ffffff7f" + "0301" + "480a" + "d204" + "0100" + "00000000" + "00000000" + "00");
        frame[^1] = 0;
        (int code, string output, string errors) = await SwoCommand.RunAsync(frame, arguments.Split(' '));
        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        Assert.That(output, Does.StartWith("""{"t":"software","offset":0,"port":0,"size":1,"value":72}""" + "\n" + """{"t":"software","offset":2,"port":1,"size":2,"value":1234}"""), errors);
    }

    // arguments | exit code | part of the text
    [TestCase("/no/such/trace.bin", ExitCode.Environment, "There is no file '/no/such/trace.bin'")]
    [TestCase("- --tpiu 1 --raw", ExitCode.Usage, "exclude each other")]
    [TestCase("x --tpiu 112", ExitCode.Usage, "\"112\" is not a stream id")]
    [TestCase("- --packets --ecs", ExitCode.Usage, "exclude each other")]
    [TestCase("- --elasticsearch nowhere", ExitCode.Usage, "write http://HOST:9200")]
    [TestCase("- --schema /no/such/schema", ExitCode.Environment, "'/no/such/schema' cannot be read")]
    [TestCase("- --prescaler 3", ExitCode.Usage, "not one of 1, 4, 16, 64")]
    [TestCase("- --port-clock 5", ExitCode.Usage, "--port-clock needs --clock")]
    [TestCase("/tmp", ExitCode.Environment, "'/tmp' cannot be read")]
    [TestCase("tcp://nowhere", ExitCode.Usage, "write tcp://HOST:PORT")]
    [TestCase("tcp://127.0.0.1:1", ExitCode.Environment, "No connection to 127.0.0.1:1")]
    [TestCase("tcp://127.0.0.1:1 --wait -1", ExitCode.Usage, "--wait")]
    [TestCase("- --packets --json /no/such/folder/x", ExitCode.Environment, "--json: '/no/such/folder/x' cannot be written")]
    [TestCase("- --save /no/such/folder/x", ExitCode.Environment, "cannot be saved")]
    public async Task BadInput_IsRefusedWithTheNextAction(string arguments, int expected, string part)
    {
        (int code, _, string errors) = await SwoCommand.RunAsync([], ["decode", .. arguments.Split(' ')]);
        Assert.That(code, Is.EqualTo(expected), errors);
        Assert.That(errors, Does.Contain(part).And.Not.Contain("   at "));
    }
}
