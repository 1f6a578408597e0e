namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>OpenOCD's nrf5 flash driver: its loader runs on the board's core in the default work area, the NVMC does the rest.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class OpenOcdFlashTests
{
    [Test]
    public async Task Flash_Probe_KnowsTheChip()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunAsync("reset halt");
        string info = await bench.Session.RunAsync("flash probe 0; flash info 0");
        Assert.That(info, Does.Contain("nRF52840").And.Contain("1024kB Flash").And.Contain("256kB RAM"), bench.Session.Log);
    }

    [Test]
    public async Task Flash_WriteImageAndVerify_ThenTheImageRuns()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync(loaded: false);
        await bench.RunAsync("reset halt");
        string written = await bench.Session.RunAsync($"echo [flash write_image erase {OpenOcdBench.Image}]");
        Assert.That(written, Does.Contain("wrote"), bench.Session.Log);
        Assert.That(await bench.Session.RunAsync($"verify_image {OpenOcdBench.Image}"), Does.Contain("verified"), bench.Session.Log);
        Board fresh = OpenOcdBench.NewBoard();
        Assert.That(Flash(bench.Host.Use(board => board)), Is.EqualTo(Flash(fresh)));
        await bench.RunToAsync("round_done");
    }

    [Test]
    public async Task Flash_EraseSector_SetsItToOnes()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunAsync("reset halt", "flash probe 0", "flash erase_sector 0 1 1");
        byte[] flash = Flash(bench.Host.Use(board => board));
        Assert.That(flash[0x1000..0x2000], Is.All.EqualTo((byte)0xFF));
        Assert.That(flash[..0x1000], Is.Not.All.EqualTo((byte)0xFF));
    }

    private static byte[] Flash(Board board)
    {
        byte[] flash = new byte[0x10_0000];
        Assert.That(board.Bus.Read(0, flash), Is.EqualTo(flash.Length));
        return flash;
    }
}
