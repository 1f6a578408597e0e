using System.Text.Json;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

[TestFixture]
public sealed class LaunchFileTests
{
    private const string Several = """
        {
            // Use IntelliSense to learn about possible attributes.
            "version": "0.2.0",
            "configurations": [
                { "name": "Other", "type": "cortex-debug", "request": "launch", },
                { "name": "Flash", "type": "rsp-debug", "request": "launch", "servertype": "qemu", "executable": "${workspaceFolder}/fw.elf", /* last */ },
                { "name": "Join", "type": "rsp-debug", "request": "attach", "servertype": "external", "gdbTarget": "localhost:3333", "serverArgs": ["${workspaceFolderBasename}", 1] },
            ],
        }
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("launch-file-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_CommentsAndTrailingCommas_Pass()
    {
        (JsonElement configuration, LaunchRequest request) = LaunchFile.Read(Write(Several), "Join");
        Assert.That(request, Is.EqualTo(LaunchRequest.Attach));
        Assert.That(configuration.GetProperty("gdbTarget").GetString(), Is.EqualTo("localhost:3333"));
    }

    [Test]
    public void Read_Variables_AreFilledInFromTheFolderAroundDotVscode()
    {
        (JsonElement configuration, LaunchRequest request) = LaunchFile.Read(Write(Several), "Flash");
        Assert.That(request, Is.EqualTo(LaunchRequest.Launch));
        Assert.That(configuration.GetProperty("executable").GetString(), Is.EqualTo($"{_folder}/fw.elf"));
        JsonElement inList = LaunchFile.Read(Write(Several), "Join").Configuration.GetProperty("serverArgs");
        Assert.That(inList[0].GetString(), Is.EqualTo(Path.GetFileName(_folder)));
        Assert.That(inList[1].GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public void Read_OneConfigurationAlone_NeedsNoName()
    {
        (JsonElement configuration, _) = LaunchFile.Read(Write("""{ "servertype": "virtual", "executable": "${command:pick}" }"""), null);
        Assert.That(configuration.GetProperty("executable").GetString(), Is.EqualTo("${command:pick}"), "only VS Code knows it: the reader names it");
    }

    // name, what the message has
    [TestCase(null, "2 configurations: \"Flash\", \"Join\". Choose one with --name.")]
    [TestCase("Nothing", "no configuration named \"Nothing\"")]
    [TestCase("Other", "no configuration named \"Other\"")]
    public void Read_UnclearChoice_NamesWhatThereIs(string? name, string part) =>
        Assert.That(() => LaunchFile.Read(Write(Several), name), Throws.TypeOf<LaunchFileException>().With.Message.Contains(part));

    [Test]
    public void Read_CutAnywhere_IsATypedErrorOrAConfiguration()
    {
        for (int length = 0; length < Several.Length - 1; length++)
            Assert.That(() => LaunchFile.Read(Write(Several[..length]), "Join"), Throws.TypeOf<LaunchFileException>(), $"cut at {length}");
    }

    [Test]
    public void Read_NoFile_SaysSo() =>
        Assert.That(() => LaunchFile.Read(Path.Combine(_folder, "absent.json"), null), Throws.TypeOf<LaunchFileException>().With.Message.Contains("absent.json"));

    private string Write(string text)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, ".vscode")).FullName, "launch.json");
        File.WriteAllText(path, text);
        return path;
    }
}
