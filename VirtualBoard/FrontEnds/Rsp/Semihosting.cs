using System.Buffers.Binary;
using System.Text;
using RspDebug.RspServer.Targets;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>Semihosting calls of the program ("Semihosting for AArch32 and AArch64", Arm): BKPT 0xAB with the operation in R0 and its block in R1.</summary>
internal sealed class Semihosting(BoardHost host)
{
    private const int Immediate = 0xAB;
    private const int Open = 0x01, Close = 0x02, WriteCharacter = 0x03, WriteString = 0x04, Write = 0x05, Read = 0x06, IsError = 0x08, IsTerminal = 0x09,
        Seek = 0x0A, Length = 0x0C, Remove = 0x0E, Rename = 0x0F, Clock = 0x10, Time = 0x11, LastError = 0x13, CommandLine = 0x15, HeapInfo = 0x16, Exit = 0x18,
        ExitExtended = 0x20;
    private const uint ApplicationExit = 0x2_0026;
    private const uint Failed = uint.MaxValue;
    private const int LongestString = 4096;
    private const ulong CyclesPerCentisecond = 640_000;

    private int _errno;

    public SemihostingMode Mode { get; set; } = SemihostingMode.On;

    /// <summary>Whether the core stands at a call to be served.</summary>
    public bool IsCall(BoardDebugger debugger) =>
        Mode != SemihostingMode.Off && debugger.IsHalted && debugger.TryReadBreakpoint(debugger.Pc, out int immediate) && immediate == Immediate;

    /// <summary>Serves the call that the core stands at; null when there is none.</summary>
    public async ValueTask<SemihostingOutcome?> TryRunAsync(BoardDebugger debugger, IResumeHost client, CancellationToken cancellationToken)
    {
        if (!host.Use(_ => IsCall(debugger))) return null;
        (int operation, uint block) = host.Use(board => ((int)board.Processor.GetRegister(0), board.Processor.GetRegister(1)));
        if (operation is Exit or ExitExtended) return new SemihostingOutcome(Exited(operation, block));
        uint result = await RunAsync(operation, block, client, cancellationToken).ConfigureAwait(false);
        host.Use(board =>
        {
            board.Processor.SetRegister(0, result);
            board.Processor.SetRegister(15, board.Processor.Pc + 2);
            debugger.ClearStatus();
        });
        return new SemihostingOutcome(null);
    }

    private async ValueTask<uint> RunAsync(int operation, uint block, IResumeHost client, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case WriteCharacter:
                await client.WriteConsoleAsync(Bytes(block, 1), cancellationToken).ConfigureAwait(false);
                return 0;
            case WriteString:
                await client.WriteConsoleAsync(Text(block), cancellationToken).ConfigureAwait(false);
                return 0;
            case Write when Mode == SemihostingMode.On || Word(block, 0) is 1 or 2:
                await client.WriteConsoleAsync(Bytes(Word(block, 1), (int)Math.Min(Word(block, 2), 1 << 16)), cancellationToken).ConfigureAwait(false);
                return 0;
            case IsTerminal when Mode == SemihostingMode.On: return Word(block, 0) <= 2 ? 1u : 0;
            case Open when Console(block) is { } descriptor: return descriptor;
            case IsError: return (int)Word(block, 0) < 0 ? 1u : 0;
            case Clock: return (uint)(host.Use(board => board.Timeline.Cycles) / CyclesPerCentisecond);
            case Time: return 0;
            case LastError: return (uint)_errno;
            case CommandLine or HeapInfo: return Failed;
            default: return Mode == SemihostingMode.FileIo ? await CallAsync(operation, block, client, cancellationToken).ConfigureAwait(false) : Failed;
        }
    }

    /// <summary>Passes a file operation on as File-I/O; the results of the two differ.</summary>
    private async ValueTask<uint> CallAsync(int operation, uint block, IResumeHost client, CancellationToken cancellationToken)
    {
        FileIoCall? call = operation switch
        {
            Open => new FileIoCall.Open(At(Word(block, 0)), (int)Word(block, 2) + 1, OpenFlags(Word(block, 1)), 0x1B6),
            Close => new FileIoCall.Close((int)Word(block, 0)),
            Write => new FileIoCall.Write((int)Word(block, 0), At(Word(block, 1)), (int)Word(block, 2)),
            Read => new FileIoCall.Read((int)Word(block, 0), At(Word(block, 1)), (int)Word(block, 2)),
            Seek => new FileIoCall.Seek((int)Word(block, 0), Word(block, 1), 0),
            Length => new FileIoCall.Seek((int)Word(block, 0), 0, 2),
            IsTerminal => new FileIoCall.IsTerminal((int)Word(block, 0)),
            Remove => new FileIoCall.Unlink(At(Word(block, 0)), (int)Word(block, 1) + 1),
            Rename => new FileIoCall.Rename(At(Word(block, 0)), (int)Word(block, 1) + 1, At(Word(block, 2)), (int)Word(block, 3) + 1),
            _ => null,
        };
        if (call is null) return Failed;
        FileIoReply reply = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        _errno = reply.Errno;
        return operation switch
        {
            Write or Read => reply.Result < 0 ? Word(block, 2) : Word(block, 2) - (uint)reply.Result,     // Bytes not transferred.
            Seek => reply.Result < 0 ? Failed : 0,
            _ => reply.Result < 0 ? Failed : (uint)reply.Result,
        };
    }

    private TargetStop.Exited Exited(int operation, uint block)
    {
        // SYS_EXIT has the reason in R1 itself; SYS_EXIT_EXTENDED has reason and code in the block.
        (uint reason, uint code) = operation == Exit ? (block, 0u) : (Word(block, 0), Word(block, 1));
        return new TargetStop.Exited(reason == ApplicationExit ? (int)code : 1);
    }

    /// <summary>":tt" is the console: descriptor 0 to read, 1 to write, 2 to append.</summary>
    private uint? Console(uint block)
    {
        if (Encoding.ASCII.GetString(Text(Word(block, 0))) != ":tt") return null;
        return Word(block, 1) switch { < 4 => 0u, < 8 => 1u, _ => 2u };
    }

    // fopen modes r, rb, r+, r+b, w, ... to the protocol's open flags.
    private static int OpenFlags(uint mode)
    {
        const int ReadWrite = 2, WriteOnly = 1, Append = 8, Create = 0x200, Truncate = 0x400;
        bool both = (mode & 2) != 0;
        return (mode >> 2) switch
        {
            0 => both ? ReadWrite : 0,
            1 => (both ? ReadWrite : WriteOnly) | Create | Truncate,
            _ => (both ? ReadWrite : WriteOnly) | Create | Append,
        };
    }

    private static TargetAddress At(uint address) => new(address);

    private uint Word(uint block, int index) =>
        Bytes(block + (uint)(4 * index), 4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    private byte[] Bytes(uint address, int length)
    {
        byte[] bytes = new byte[length];
        int count = host.Use(board => board.Bus.Read(address, bytes));
        return bytes[..count];
    }

    private byte[] Text(uint address)
    {
        byte[] bytes = Bytes(address, LongestString);
        int end = Array.IndexOf(bytes, (byte)0);
        return end < 0 ? bytes : bytes[..end];
    }
}
