using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Tests.Session;

public sealed class PacketTranscriptsTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-test").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Save_First_MakesTheFolderAndNamesTheFile()
    {
        string folder = Path.Combine(_folder, "new");
        string told = new PacketTranscripts(folder).Save("-> packet");
        string file = Directory.GetFiles(folder).Single();
        Assert.That(told, Is.EqualTo($"The last packets are in {file}."));
        Assert.That(File.ReadAllText(file), Is.EqualTo("-> packet"));
    }

    [Test]
    public void Save_More_KeepsTheNewestAndNothingElseIsTouched()
    {
        string other = Path.Combine(_folder, "notes.txt"), oldest = Path.Combine(_folder, "packets-20010101-000000-0000000-1.txt");
        File.WriteAllText(other, "mine");
        File.WriteAllText(oldest, "old");
        var transcripts = new PacketTranscripts(_folder);
        for (int n = 0; n < PacketTranscripts.Kept; n++) transcripts.Save("x");
        Assert.That(Directory.GetFiles(_folder, "packets-*"), Has.Length.EqualTo(PacketTranscripts.Kept).And.None.EqualTo(oldest));
        Assert.That(File.ReadAllText(other), Is.EqualTo("mine"));
    }

    [Test]
    public void Save_FolderCannotBeMade_SaysWhy()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.That(new PacketTranscripts(file).Save("x"), Does.StartWith("The last packets could not be kept in "));
    }
}
