using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>
/// Core registers by the architecture's own numbers, through DCRSR and DCRDR in memory: what a server calls a register plays no part.
/// Two packets a transfer; the target is halted.
/// </summary>
/// <remarks>
/// ARMv7-M ARM C1.6.3, C1.6.4. S_REGRDY is not asked for: a transfer takes a few cycles, and reading DHCSR clears S_RESET_ST, which servers
/// watch. A server that keeps written registers back until the resume (OpenOCD) shows what the core still has.
/// </remarks>
internal sealed class CoreRegisterPort(IMemoryLink link)
{
    /// <summary>REGSEL of the address at which the core goes on.</summary>
    public const uint Pc = 15;

    /// <summary>REGSEL of FPSCR.</summary>
    public const uint Fpscr = 0x21;

    /// <summary>Address of DCRSR; DCRDR follows.</summary>
    public const uint SelectorAddress = 0xE000_EDF4;

    private const uint DataAddress = SelectorAddress + 4;
    private const uint Write = 1 << 16;

    /// <summary>Reads one register; null when the server does not reach the debug registers.</summary>
    public async ValueTask<uint?> ReadAsync(uint register, CancellationToken cancellationToken)
    {
        if (!await TryWriteWordAsync(SelectorAddress, register, cancellationToken).ConfigureAwait(false))
            return null;
        byte[] word = new byte[4];
        return await link.ReadAsync(DataAddress, word, cancellationToken).ConfigureAwait(false) == word.Length ? BinaryPrimitives.ReadUInt32LittleEndian(word) : null;
    }

    /// <summary>Writes one register; false when the server refuses.</summary>
    public async ValueTask<bool> TryWriteAsync(uint register, uint value, CancellationToken cancellationToken) =>
        await TryWriteWordAsync(DataAddress, value, cancellationToken).ConfigureAwait(false)
        && await TryWriteWordAsync(SelectorAddress, register | Write, cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> TryWriteWordAsync(uint address, uint value, CancellationToken cancellationToken)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        try
        {
            await link.WriteAsync(address, word, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RspClient.RspRefusedException)
        {
            return false; // an everyday "no": a server without access to the System Control Space
        }
    }
}
