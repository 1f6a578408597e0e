using System.Buffers.Binary;
using RspDebug.VirtualBoard.Debug.AccessPort;
using RspDebug.VirtualBoard.Trace;
using static RspDebug.VirtualBoard.FrontEnds.StLink.StLinkCommand;

namespace RspDebug.VirtualBoard.FrontEnds.StLink;

/// <summary>An ST-LINK's command interpreter over the board's debug port: one 16-byte command at a time.</summary>
internal sealed partial class StLinkProbe(Board board, SwoBuffer trace)
{
    private const int VersionMajor = 2, VersionJtag = 37, VersionSwim = 7;
    private const ushort Vendor = 0x0483, Product = 0x3748;
    private const byte DebugMode = 2, IdleMode = 1;

    private byte _mode = IdleMode;
    private byte _status = StatusOk;
    private bool _resetHeld;
    private bool _traces;

    private DebugPort Port => board.Debug.Port;

    /// <summary>A command with data from the client; no answer.</summary>
    public void Write(ReadOnlySpan<byte> command, ReadOnlySpan<byte> data)
    {
        if (command[0] != DebugGroup) return;
        switch (command[1])
        {
            case WriteMemory32 or WriteMemory32NoIncrement: WriteMemory(command, data, 4); break;
            case WriteMemory16: WriteMemory(command, data, 2); break;
            case WriteMemory8: WriteMemory(command, data, 1); break;
            case MiscellaneousOut: KeepMiscellaneous(command, data); break;
        }
    }

    /// <summary>A command with an answer, which goes to the front of <paramref name="answer"/>.</summary>
    public void Read(ReadOnlySpan<byte> command, Span<byte> answer)
    {
        answer.Clear();
        switch (command[0])
        {
            case GetVersion:
                Put16(answer, 0, BinaryPrimitives.ReverseEndianness((ushort)(VersionMajor << 12 | VersionJtag << 6 | VersionSwim)));
                Put16(answer, 2, Vendor);
                Put16(answer, 4, Product);
                break;
            case GetCurrentMode: Put8(answer, 0, _mode); break;
            case GetTargetVoltage:
                Put32(answer, 0, 1200);     // Reference and twice-divided supply counts: 3.3 V.
                Put32(answer, 4, 1650);
                break;
            case Dfu: _mode = IdleMode; break;
            case DebugGroup: ReadDebug(command, answer); break;
        }
    }

    /// <summary>Takes trace bytes.</summary>
    public void ReadTrace(Span<byte> answer)
    {
        answer.Clear();
        if (_traces) trace.Read(answer);
    }

    private void ReadDebug(ReadOnlySpan<byte> command, Span<byte> answer)
    {
        switch (command[1])
        {
            case Enter: _mode = DebugMode; break;
            case Exit: _mode = IdleMode; return;
            case ReadIdCodes: Put32(answer, 4, DebugPort.Identification); break;
            case ResetSystem: board.Reset(); break;
            case DriveReset: SetReset(command[2]); break;
            case GetLastStatus or GetLastStatus2:
                Put8(answer, 0, _status);
                _status = StatusOk;
                return;
            case ReadPortRegister: ReadRegister(command, answer); break;
            case WritePortRegister: WriteRegister(command); break;
            case ReadMemory32 or ReadMemory32NoIncrement: ReadMemory(command, answer, 4); return;
            case ReadMemory16: ReadMemory(command, answer, 2); return;
            case ReadMemory8: ReadMemory(command, answer, 1); return;
            case MiscellaneousIn: RunMiscellaneous(answer); return;
            case StartTrace: StartTracing(); break;
            case StopTrace: _traces = false; break;
            case GetTraceCount: Put16(answer, 0, (ushort)Math.Min(_traces ? trace.Count : 0, 4096)); return;
        }

        Put8(answer, 0, StatusOk);
    }

    // 0 pulls the line low, 1 lets it go, 2 is a pulse.
    private void SetReset(byte level)
    {
        if (level == 2 || (level == 1 && _resetHeld)) board.Reset();
        _resetHeld = level == 0;
    }

    private void StartTracing()
    {
        Span<byte> old = stackalloc byte[256];
        while (trace.Read(old) > 0) { }
        _traces = true;
    }

    private void ReadRegister(ReadOnlySpan<byte> command, Span<byte> answer)
    {
        ushort port = BinaryPrimitives.ReadUInt16LittleEndian(command[2..]), register = BinaryPrimitives.ReadUInt16LittleEndian(command[4..]);
        Put32(answer, 4, port == DebugPortNumber ? Port.Read(register & 0xF) : Port.ReadPort(port, register & 0xFC));
    }

    private void WriteRegister(ReadOnlySpan<byte> command)
    {
        ushort port = BinaryPrimitives.ReadUInt16LittleEndian(command[2..]), register = BinaryPrimitives.ReadUInt16LittleEndian(command[4..]);
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(command[6..]);
        if (port == DebugPortNumber) Port.Write(register & 0xF, value);
        else Port.WritePort(port, register & 0xFC, value);
    }

    private static void Put8(Span<byte> answer, int at, byte value)
    {
        if (at < answer.Length) answer[at] = value;
    }

    private static void Put16(Span<byte> answer, int at, ushort value)
    {
        if (at + 2 <= answer.Length) BinaryPrimitives.WriteUInt16LittleEndian(answer[at..], value);
    }

    private static void Put32(Span<byte> answer, int at, uint value)
    {
        if (at + 4 <= answer.Length) BinaryPrimitives.WriteUInt32LittleEndian(answer[at..], value);
    }
}
