using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>One GPIO port: OUT, IN, DIR and PIN_CNF. An input that nothing drives follows its pull resistor, else reads 0.</summary>
internal sealed class GpioPort(int pins) : IStateful
{
    private const uint PullUp = 3 << 2;
    private const uint PullMask = 3 << 2;
    private readonly uint[] _configuration = new uint[32];
    private readonly uint _mask = uint.MaxValue >> (32 - pins);
    private uint _out, _direction, _driven, _input;

    /// <summary>Pins that the program drives high.</summary>
    public uint Outputs => _out & _direction;

    public uint Levels
    {
        get
        {
            uint pulled = 0;
            for (int pin = 0; pin < pins; pin++)
                if ((_configuration[pin] & PullMask) == PullUp) pulled |= 1u << pin;
            uint inputs = (_input & _driven) | (pulled & ~_driven);
            return ((_out & _direction) | (inputs & ~_direction)) & _mask;
        }
    }

    public void Drive(int pin, bool level)
    {
        _driven |= 1u << pin;
        _input = level ? _input | (1u << pin) : _input & ~(1u << pin);
    }

    public uint Read(uint offset) => offset switch
    {
        0x504 or 0x508 or 0x50C => _out,
        0x510 => Levels,
        0x514 or 0x518 or 0x51C => _direction,
        >= 0x700 => _configuration[(offset - 0x700) >> 2],
        _ => 0,
    };

    public void Write(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x504: _out = value & _mask; break;
            case 0x508: _out |= value & _mask; break;
            case 0x50C: _out &= ~value; break;
            case 0x514: SetDirection(value & _mask); break;
            case 0x518: SetDirection(_direction | (value & _mask)); break;
            case 0x51C: SetDirection(_direction & ~value); break;
            case >= 0x700: Configure((int)(offset - 0x700) >> 2, value); break;
            default: break;
        }
    }

    public void Reset()
    {
        _out = _direction = 0;
        Array.Fill(_configuration, 2u);
    }

    public void Save(StateWriter state)
    {
        foreach (uint value in _configuration) state.Write(value);
        state.Write(_out);
        state.Write(_direction);
        state.Write(_driven);
        state.Write(_input);
    }

    public void Restore(ref StateReader state)
    {
        for (int k = 0; k < _configuration.Length; k++) _configuration[k] = state.ReadUInt32();
        _out = state.ReadUInt32();
        _direction = state.ReadUInt32();
        _driven = state.ReadUInt32();
        _input = state.ReadUInt32();
    }

    // DIR and bit 0 of PIN_CNF are one and the same flip-flop.
    private void Configure(int pin, uint value)
    {
        if (pin >= pins) return;
        _configuration[pin] = value & 0x3_070F;
        _direction = (value & 1) != 0 ? _direction | (1u << pin) : _direction & ~(1u << pin);
    }

    private void SetDirection(uint value)
    {
        _direction = value;
        for (int pin = 0; pin < pins; pin++) _configuration[pin] = (_configuration[pin] & ~1u) | ((value >> pin) & 1);
    }
}
