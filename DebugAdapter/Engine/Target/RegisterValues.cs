namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Register values of one stop, as far as they were read. Wider than 64 bits does not occur on Cortex-M.</summary>
internal sealed class RegisterValues(int count)
{
    private readonly ulong[] _values = new ulong[count];
    private readonly bool[] _known = new bool[count];

    /// <summary>The value, or null while it was not read.</summary>
    public ulong? this[int index]
    {
        get => _known[index] ? _values[index] : null;
        set
        {
            _known[index] = value is not null;
            _values[index] = value ?? 0;
        }
    }

    /// <summary>Forgets everything: the target ran.</summary>
    public void Clear() => Array.Clear(_known);
}
