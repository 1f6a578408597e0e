using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind;

/// <summary>Code written by a test: functions with their halfwords. Calls land where the test says.</summary>
internal sealed class CodeImage : ICodeMap
{
    private readonly SortedList<ulong, (FunctionBounds Bounds, byte[] Bytes)> _functions = [];
    private readonly HashSet<string> _entryPoints = [];

    /// <summary>Adds a function whose code is given in halfwords, as objdump prints them.</summary>
    public CodeImage Function(uint address, string name, string halfwords)
    {
        byte[] bytes = [.. halfwords.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => BitConverter.GetBytes(Convert.ToUInt16(word, 16)))];
        _functions.Add(address, (new FunctionBounds(new CodeAddress(address), new CodeAddress(address + (ulong)bytes.Length), name), bytes));
        return this;
    }

    public CodeImage EntryPoint(string name)
    {
        _entryPoints.Add(name);
        return this;
    }

    public bool TryGetFunction(CodeAddress address, out FunctionBounds function)
    {
        function = _functions.Values.Select(pair => pair.Bounds).FirstOrDefault(bounds => address >= bounds.Start && address < bounds.End);
        return function.Name is not null;
    }

    public bool TryFindFunction(string name, out FunctionBounds function)
    {
        function = _functions.Values.Select(pair => pair.Bounds).FirstOrDefault(bounds => bounds.Name == name);
        return function.Name is not null;
    }

    public bool IsCode(CodeAddress address) => TryGetFunction(address, out _);

    public bool IsEntryPoint(FunctionBounds function) => _entryPoints.Contains(function.Name);

    public bool TryRead(TargetAddress address, Span<byte> destination)
    {
        foreach ((FunctionBounds bounds, byte[] bytes) in _functions.Values)
        {
            if (address.Value < bounds.Start.Value || address.Value + (ulong)destination.Length > bounds.End.Value)
                continue;
            bytes.AsSpan((int)(address.Value - bounds.Start.Value), destination.Length).CopyTo(destination);
            return true;
        }
        return false;
    }
}
