using System.Buffers.Binary;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Doctor;

/// <summary>Connects to a server that runs, asks what it and its target are, and lets the target go on.</summary>
/// <param name="limit">For the connection, and for each answer.</param>
internal sealed class ServerEnquiry(TimeSpan limit)
{
    private const uint CpuIdAddress = 0xE000_ED00;

    // ARMv7-M and ARMv8-M ARM, CPUID: PARTNO of the processors, from their reference manuals.
    private static readonly (uint PartNumber, string Name)[] Cores =
    [
        (0xC20, "Cortex-M0"), (0xC60, "Cortex-M0+"), (0xC21, "Cortex-M1"), (0xC23, "Cortex-M3"), (0xC24, "Cortex-M4"), (0xC27, "Cortex-M7"), (0xD20, "Cortex-M23"), (0xD21, "Cortex-M33"), (0xD22, "Cortex-M55"),
    ];

    /// <summary>Asks.</summary>
    /// <returns>What it is, in one line.</returns>
    /// <exception cref="RspException">It cannot be talked to.</exception>
    /// <exception cref="ServerStartException">It hangs.</exception>
    public async Task<string> AskAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        ServerProfile profile = ServerProfiles.Get(ServerType.External);
        var server = new RunningServer(profile, address);
        await using var gone = server.ConfigureAwait(false);
        var options = new RspOptions { Timeouts = new RspTimeouts { Connect = limit, Query = limit, Memory = limit, Monitor = limit } };
        RspSession rsp = await new ServerHandshake(server, new Timeouts { ReplyMs = (int)limit.TotalMilliseconds }, TimeProvider.System)
            .RunAsync(await profile.ConnectAsync(address, limit, cancellationToken).ConfigureAwait(false), options, cancellationToken).ConfigureAwait(false);
        await using var ending = rsp.ConfigureAwait(false);
        KnownServer? known = await ServerIdentity.FindAsync(rsp, cancellationToken).ConfigureAwait(false);
        string name = known?.Name ?? "a server of another kind";
        string protocol = string.Create(CultureInfo.InvariantCulture, $"RSP, packets of {rsp.Capabilities.PacketSizeInBytes} bytes, {rsp.Registers.Registers.Length} registers");
        if (rsp.InitialStop is StopReply.Exited) return $"{name}, no target attached; {protocol}";
        string core = await CoreAsync(rsp, cancellationToken).ConfigureAwait(false);
        foreach (string command in known?.Quirks.Resume ?? []) await rsp.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
        await rsp.DetachAsync(cancellationToken).ConfigureAwait(false);
        return $"{name}, {core}; {protocol}";
    }

    /// <summary>A processor by its identification register.</summary>
    public static string DescribeCore(uint cpuId)
    {
        uint part = cpuId >> 4 & 0xFFF;
        string name = Array.Find(Cores, core => core.PartNumber == part).Name ?? $"part 0x{part:X3}";
        return string.Create(CultureInfo.InvariantCulture, $"{name} r{cpuId >> 20 & 0xF}p{cpuId & 0xF}");
    }

    private static async ValueTask<string> CoreAsync(RspSession rsp, CancellationToken cancellationToken)
    {
        var word = new byte[sizeof(uint)];
        try
        {
            int read = await rsp.ReadMemoryAsync(new(CpuIdAddress), word, cancellationToken).ConfigureAwait(false);
            if (read == word.Length && BinaryPrimitives.ReadUInt32LittleEndian(word) is not 0 and uint cpuId) return DescribeCore(cpuId);
        }
        catch (RspRefusedException)
        {
            // An emulator without system registers.
        }

        return "a target that does not tell its processor";
    }
}
