using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.EndToEnd.Tests.Sessions;
using RspDebug.Testing;

namespace RspDebug.EndToEnd.Tests.OpenOcd;

/// <summary><c>flash</c> as a process, on the real OpenOCD over the virtual board.</summary>
[TestFixture]
[CancelAfter(240_000)]
public sealed class FlashVerbTests
{
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Flash_EmptyChip_WritesOnceVerifiesAndRuns()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(image: null);
        (int code, JsonElement files, string errors) = await FlashAsync(chip, "--verify-only");
        Assert.That((code, files[0].GetProperty("outcome").GetString(), files[0].GetProperty("differsAt").GetUInt32()), Is.EqualTo((1, "differs", 0u)), errors);
        Assert.That(chip.Word(0), Is.EqualTo(uint.MaxValue), "nothing was written");

        (code, files, errors) = await FlashAsync(chip, "--run");
        Assert.That((code, files[0].GetProperty("outcome").GetString()), Is.EqualTo((0, "written")), errors);
        Assert.That(errors, Does.Contain("erasing").And.Contain("writing").And.Contain("verifying"));
        Assert.That(chip.Host.Use(board => board.Processor.IsHalted), Is.False, "it runs");

        (code, files, errors) = await FlashAsync(chip, "--reset");
        Assert.That((code, files[0].GetProperty("outcome").GetString(), errors.Contains("writing", StringComparison.Ordinal)), Is.EqualTo((0, "already-there", false)), errors);
        Assert.That(chip.Host.Use(board => (board.Processor.IsHalted, board.Processor.Pc)), Is.EqualTo((true, chip.Word(4) & ~1u)), "halted at the reset vector");
        Assert.That((await FlashAsync(chip, "--verify-only")).Code, Is.Zero);
    }

    [Test]
    public async Task Flash_EraseWithBinAtAnAddress_LeavesNothingElse()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image);
        string file = Path.Combine(chip.Folder, "data.bin");
        await File.WriteAllBytesAsync(file, [1, 2, 3, 4, 5, 6, 7, 8]);
        (int code, JsonElement files, string errors) = await FlashAsync(chip, $"{file}@0x2000", "--erase");
        Assert.That((code, files.GetArrayLength(), files[0].GetProperty("sizeInBytes").GetInt32()), Is.EqualTo((0, 1, 8)), errors);
        Assert.That((chip.Word(0), chip.Word(0x2000), chip.Word(0x2004)), Is.EqualTo((uint.MaxValue, 0x04030201u, 0x08070605u)));
    }

    [Test]
    public async Task Flash_LockedChip_NamesTheLockAndEndsWith3()
    {
        await using OpenOcdChip chip = OpenOcdChip.Start(Image, isLocked: true);
        (int code, JsonElement files, string errors) = await FlashAsync(chip);
        Assert.That((code, files.ValueKind), Is.EqualTo((3, JsonValueKind.Undefined)));
        Assert.That(errors, Does.Contain("APPROTECT").And.Contain("ERASES the whole chip"));
    }

    private static async Task<(int Code, JsonElement Files, string Errors)> FlashAsync(OpenOcdChip chip, params string[] arguments)
    {
        JsonObject configuration = chip.LaunchConfiguration(Image);
        configuration["request"] = "launch";
        configuration["runToEntryPoint"] = "main";
        configuration["postLaunchCommands"] = new JsonArray("monitor this_is_not_run");
        string launch = Path.Combine(chip.Folder, "launch.json"), json = Path.Combine(chip.Folder, "flash.json");
        await File.WriteAllTextAsync(launch, configuration.ToJsonString());
        File.Delete(json);
        using Process process = Process.Start(new ProcessStartInfo(AdapterProgram.Path, ["flash", "--config", launch, "--json", json, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string report = File.Exists(json) ? await File.ReadAllTextAsync(json) : "";
        return (process.ExitCode, report.Length == 0 ? default : JsonDocument.Parse(report).RootElement.GetProperty("files"), await errors);
    }
}
