using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>A growing buffer of UTF-8 text, made for millions of short lines a second: no allocation per line, taken out in blocks.</summary>
internal sealed class Utf8Lines
{
    private byte[] _bytes = new byte[1 << 16];
    private int _count;

    /// <summary>Bytes that wait to be taken out.</summary>
    public int Count => _count;

    /// <summary>What was written since the last <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _count);

    /// <summary>Forgets what was written; the space is used again.</summary>
    public void Clear() => _count = 0;

    /// <summary>Changes a byte that was written.</summary>
    public void Replace(int position, byte value) => _bytes[position] = value;

    /// <summary>Takes back bytes from the end.</summary>
    /// <param name="count">The new <see cref="Count"/>; at most the present one.</param>
    public void Truncate(int count) => _count = Math.Min(_count, count);

    /// <summary>Adds text that needs no escaping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Lines Text(ReadOnlySpan<byte> text)
    {
        if (_bytes.Length - _count < text.Length) Grow(text.Length);
        text.CopyTo(_bytes.AsSpan(_count));
        _count += text.Length;
        return this;
    }

    /// <summary>Adds one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Lines Byte(byte value)
    {
        if (_count == _bytes.Length) Grow(1);
        _bytes[_count++] = value;
        return this;
    }

    /// <summary>Adds a decimal number.</summary>
    public Utf8Lines Number(ulong value)
    {
        Utf8Cursor cursor = Begin();
        End(cursor.Number(value));
        return this;
    }

    /// <summary>A cursor for one item of at most <see cref="Utf8Cursor.LongestItem"/> bytes; <see cref="End"/> takes it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Cursor Begin()
    {
        if (_bytes.Length - _count < Utf8Cursor.LongestItem) Grow(Utf8Cursor.LongestItem);
        return new Utf8Cursor(ref MemoryMarshal.GetArrayDataReference(_bytes), _count);
    }

    /// <summary>Keeps what a cursor wrote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(Utf8Cursor cursor) => _count = cursor.Count;

    /// <summary>Adds a decimal number that may be negative.</summary>
    public Utf8Lines Number(long value) => value < 0 ? Byte((byte)'-').Number((ulong)-value) : Number((ulong)value);

    /// <summary>Adds a number with a fraction as JSON has it; <c>null</c> for what JSON has no number for.</summary>
    public Utf8Lines Number(double value)
    {
        if (!double.IsFinite(value)) return Text("null"u8);
        if (_bytes.Length - _count < Utf8Cursor.LongestItem) Grow(Utf8Cursor.LongestItem);
        value.TryFormat(_bytes.AsSpan(_count), out int length, "R", System.Globalization.CultureInfo.InvariantCulture);
        _count += length;
        return this;
    }

    /// <summary>Adds eight hexadecimal digits, or more if the number needs them.</summary>
    public Utf8Lines Hex(ulong value)
    {
        int digits = Math.Max(8, (67 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) Byte("0123456789abcdef"u8[(int)(value >> shift) & 15]);
        return this;
    }

    /// <summary>Adds a JSON string with its quotes.</summary>
    public Utf8Lines Quoted(ReadOnlySpan<char> text)
    {
        System.Text.Json.JsonEncodedText encoded = System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return Byte((byte)'"').Text(encoded.EncodedUtf8Bytes).Byte((byte)'"');
    }

    /// <summary>Adds text as it is.</summary>
    public Utf8Lines Plain(ReadOnlySpan<char> text)
    {
        int most = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length - _count < most) Grow(most);
        _count += System.Text.Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_count));
        return this;
    }

    private void Grow(int more) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + more));
}
