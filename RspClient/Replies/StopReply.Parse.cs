using System.Collections.Immutable;
using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

// Reads "Sxx", "Txx" with key:value pairs, "Wxx[;process:..]", "Xxx[;process:..]" and "N".
public abstract partial record StopReply
{
    private const int SignalEnd = 3;

    /// <summary>True when a payload has the shape of a stop reply; also the test for one that comes uninvited.</summary>
    public static bool IsStopReply(ReadOnlySpan<byte> payload) =>
        payload.SequenceEqual("N"u8)
        || (payload.Length >= SignalEnd && payload[0] is (byte)'S' or (byte)'T' or (byte)'W' or (byte)'X' && HexDigits.AreAll(payload[1..SignalEnd]));

    /// <summary>Reads a stop reply.</summary>
    /// <returns>False when the payload is not of this shape; damage further on gives <see cref="Unknown"/> or skips the one key.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out StopReply reply)
    {
        reply = new Unknown(Encoding.Latin1.GetString(payload));
        if (!IsStopReply(payload)) return false;
        if (payload.Length < SignalEnd)
        {
            reply = new NoResumedThreads();
            return true;
        }

        if (!HexDigits.TryParseNumber(payload[1..SignalEnd], out ulong number)) return false;
        ReadOnlySpan<byte> rest = payload[SignalEnd..];
        byte code = (byte)number;
        switch (payload[0])
        {
            case (byte)'T':
                reply = ParsePairs(code, rest);
                break;
            case (byte)'S' when rest.IsEmpty:
                reply = new Stopped(code, new HaltReason.Signal(code), null, []);
                break;
            // A trailing ";" or ";process:pid" follows an exit (a gdbstub server sends "W00;").
            case (byte)'W' when rest.IsEmpty || rest[0] == (byte)';':
                reply = new Exited(code);
                break;
            case (byte)'X' when rest.IsEmpty || rest[0] == (byte)';':
                reply = new Terminated(code);
                break;
            default:
                break;
        }

        return true;
    }

    private static Stopped ParsePairs(byte signal, ReadOnlySpan<byte> pairs)
    {
        HaltReason reason = new HaltReason.Signal(signal);
        string? thread = null;
        ImmutableArray<ExpeditedRegister>.Builder? registers = null;
        while (!pairs.IsEmpty)
        {
            int end = pairs.IndexOf((byte)';');
            ReadOnlySpan<byte> pair = end < 0 ? pairs : pairs[..end];
            pairs = end < 0 ? default : pairs[(end + 1)..];
            int colon = pair.IndexOf((byte)':');
            if (colon <= 0) continue;
            ReadOnlySpan<byte> key = pair[..colon];
            ReadOnlySpan<byte> value = pair[(colon + 1)..];
            if (key.SequenceEqual("thread"u8)) thread = Encoding.Latin1.GetString(value);
            else if (HexDigits.TryParseNumber(key, out ulong register) && register <= int.MaxValue) AddRegister(ref registers, (int)register, value);
            else reason = ParseReason(key, value) ?? reason;
        }

        return new Stopped(signal, reason, thread, registers?.ToImmutable() ?? []);
    }

    private static void AddRegister(ref ImmutableArray<ExpeditedRegister>.Builder? registers, int number, ReadOnlySpan<byte> digits)
    {
        byte[] value = new byte[digits.Length / 2];
        if (value.Length == 0 || !HexDigits.TryDecode(digits, value, out _)) return;
        registers ??= ImmutableArray.CreateBuilder<ExpeditedRegister>();
        registers.Add(new ExpeditedRegister(number, value));
    }

    private static HaltReason? ParseReason(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("watch"u8)) return ParseWatchpoint(WatchpointAccess.Write, value);
        if (key.SequenceEqual("rwatch"u8)) return ParseWatchpoint(WatchpointAccess.Read, value);
        if (key.SequenceEqual("awatch"u8)) return ParseWatchpoint(WatchpointAccess.Access, value);
        if (key.SequenceEqual("swbreak"u8)) return new HaltReason.Breakpoint(IsHardware: false);
        if (key.SequenceEqual("hwbreak"u8)) return new HaltReason.Breakpoint(IsHardware: true);
        return key.SequenceEqual("core"u8) ? null : new HaltReason.Unknown(Encoding.Latin1.GetString(key), Encoding.Latin1.GetString(value));
    }

    private static HaltReason.Watchpoint? ParseWatchpoint(WatchpointAccess access, ReadOnlySpan<byte> digits) =>
        HexDigits.TryParseNumber(digits, out ulong address) ? new HaltReason.Watchpoint(access, new TargetAddress(address)) : null;
}
