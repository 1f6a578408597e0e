using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

// What each request does.
public sealed partial class FakeStub
{
    private readonly Dictionary<(char Type, uint Address), int> _breakpoints = [];

    /// <summary>The breakpoints and watchpoints that are set: type digit and address.</summary>
    public IReadOnlyCollection<(char Type, uint Address)> Breakpoints
    {
        get
        {
            lock (_lock) return [.. _breakpoints.Keys];
        }
    }

    private string? Answer(string request)
    {
        try
        {
            return AnswerWellFormed(request);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // A request damaged on the way with a checksum that still fits: refused, as a stub would.
            return "E01";
        }
    }

    private string? AnswerWellFormed(string request)
    {
        foreach ((string prefix, Func<string, string?> reply) in _overrides)
        {
            if (!request.StartsWith(prefix, StringComparison.Ordinal)) continue;
            string? answer = reply(request);
            if (answer != NotHandled) return answer;
        }

        if (request.Length == 0) return "";
        string rest = request[1..];
        return request[0] switch
        {
            '?' => AnswerHaltReason(),
            'g' when rest.Length == 0 => ReadAllRegisters(),
            'G' => WriteAllRegisters(rest),
            'p' when Options.HasSingleRegister => ReadRegister(rest),
            'P' when Options.HasSingleRegister => WriteRegister(rest),
            'm' => ReadMemory(rest),
            'x' when Options.HasBinaryRead => ReadMemory(rest, isBinary: true),
            'M' => WriteMemory(rest, isBinary: false),
            'X' when Options.HasBinaryWrite => WriteMemory(rest, isBinary: true),
            'Z' => InsertBreakpoint(rest),
            'z' => RemoveBreakpoint(rest),
            'c' when rest.Length == 0 => Resume('c', ""),
            's' when rest.Length == 0 => Resume('s', ""),
            'H' or '!' => "OK",
            'D' => Options.DetachReply,
            'k' or 'R' => null,
            'F' => ContinueAfterFileIo(rest),
            'v' or 'q' or 'Q' => AnswerNamed(request),
            _ => "",
        };
    }

    private string? AnswerNamed(string request)
    {
        if (request.StartsWith("qSupported", StringComparison.Ordinal)) return Options.HasSupported ? DescribeFeatures() : "";
        if (request.StartsWith("qXfer:", StringComparison.Ordinal)) return Transfer(request.Split(':', 5));
        if (request.StartsWith("vCont;", StringComparison.Ordinal)) return Options.ResumeActions is null ? "" : Resume(request[6], request[7..]);
        if (request.StartsWith("vFlash", StringComparison.Ordinal)) return Flash(request);
        if (request.StartsWith("qCRC:", StringComparison.Ordinal)) return Options.HasChecksum ? Checksum(request[5..]) : "";
        return request switch
        {
            "vCont?" => Options.ResumeActions is { } actions ? "vCont;" + actions : "",
            "QStartNoAckMode" => Options.HasNoAckMode ? "OK" : "",
            "qC" => Options.HasCurrentThread ? "QC" + (Options.Thread ?? "0") : "",
            _ => "",
        };
    }

    private string DescribeFeatures()
    {
        var list = new StringBuilder(Options.ExtraFeatures);
        if (Options.PacketSizeInBytes is { } size) list.Append(CultureInfo.InvariantCulture, $"PacketSize={size:x};");
        if (Options.HasMemoryMap) list.Append("qXfer:memory-map:read+;");
        if (Options.HasTargetXml) list.Append("qXfer:features:read+;");
        if (Options.HasNoAckMode) list.Append("QStartNoAckMode+;");
        if (Options.HasBinaryRead) list.Append("binary-upload+;");
        if (Options.ResumeActions is not null) list.Append("vContSupported+;");
        return list.ToString().TrimEnd(';');
    }

    private string Transfer(string[] parts)
    {
        if (parts.Length < 5) return "E01";
        string? document = parts[1] switch
        {
            "features" when Options.HasTargetXml => FakeDescription.Describe(Target, Options).GetValueOrDefault(parts[3]),
            "memory-map" when Options.HasMemoryMap => FakeDescription.MapMemory(Target, Options),
            _ => null,
        };
        if (document is null) return "E00";
        (ulong offset, ulong length) = ParsePair(parts[4]);
        if (offset >= (ulong)document.Length) return "l";
        int size = (int)Math.Min(length, (ulong)document.Length - offset);
        return string.Concat((int)offset + size < document.Length ? "m" : "l", document.AsSpan((int)offset, size));
    }

    private string AnswerHaltReason()
    {
        if (Options.ForgetsBreakpointsAtQuery)
        {
            _breakpoints.Clear();
            Target.CodeBreakpoints.Clear();
        }

        return FormatStop(FakeStop.Trap);
    }

    private string InsertBreakpoint(string rest)
    {
        char type = rest[0];
        if (!Options.BreakpointTypes.Contains(type, StringComparison.Ordinal)) return "";
        (ulong address, ulong kind) = ParsePair(rest[2..]);
        if (_breakpoints.ContainsKey((type, (uint)address))) return "OK";
        bool isCode = type is '0' or '1';
        int used = _breakpoints.Keys.Count(key => isCode ? key.Type == '1' : key.Type is not ('0' or '1'));
        if (type != '0' && used >= (isCode ? Options.MaxHardwareBreakpoints : Options.MaxWatchpoints)) return "E0E";
        _breakpoints.Add((type, (uint)address), (int)kind);
        if (isCode) Target.CodeBreakpoints.Add((uint)address);
        return "OK";
    }

    private string RemoveBreakpoint(string rest)
    {
        if (!Options.BreakpointTypes.Contains(rest[0], StringComparison.Ordinal)) return "";
        uint address = (uint)ParsePair(rest[2..]).First;
        bool wasSet = _breakpoints.Remove((rest[0], address));
        if (!_breakpoints.ContainsKey(('0', address)) && !_breakpoints.ContainsKey(('1', address))) Target.CodeBreakpoints.Remove(address);
        return wasSet ? "OK" : "E0E";
    }

    private static (ulong First, ulong Second) ParsePair(string text)
    {
        string[] parts = text.Split(',', ':', ';');
        return (ParseHex(parts[0]), parts.Length > 1 ? ParseHex(parts[1]) : 0);
    }

    private static ulong ParseHex(string digits) => ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong value) ? value : 0;

    private string ToHex(ReadOnlySpan<byte> bytes) => Options.UsesUpperCase ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
}
