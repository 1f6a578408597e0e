namespace RspDebug.Dwarf.Symbols;

/// <summary>Where a variable's value is to be found at one pc.</summary>
public abstract record VariableLocation
{
    private VariableLocation()
    {
    }

    /// <summary>A DWARF expression computes the place (or the value itself).</summary>
    /// <param name="Bytes">The expression, lent from its section; evaluate it with the options of the variable's unit.</param>
    public sealed record Expression(ReadOnlyMemory<byte> Bytes) : VariableLocation
    {
        /// <inheritdoc/>
        public bool Equals(Expression? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => Bytes.Length;
    }

    /// <summary>The compiler knows the value (<c>DW_AT_const_value</c>).</summary>
    /// <param name="Bytes">In target byte order; numbers are sign-extended to 8 bytes, so a little-endian value of the type's size is the front.</param>
    public sealed record Constant(ReadOnlyMemory<byte> Bytes) : VariableLocation
    {
        /// <inheritdoc/>
        public bool Equals(Constant? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => Bytes.Length;
    }

    /// <summary>The variable exists in the source but nowhere on the target, at this pc or at all.</summary>
    public sealed record OptimizedOut : VariableLocation;
}
