namespace RspDebug.DebugAdapter.Engine.Expressions;

/// <summary>An expression that cannot be read or evaluated: the one exception that bad user input may cause.</summary>
/// <remarks>The message is one sentence for the user: what is wrong, at which column, and what to do instead.</remarks>
public sealed class ExpressionException : Exception
{
    /// <summary>Builds the message from its three parts.</summary>
    /// <param name="what">What is wrong, without a final full stop.</param>
    /// <param name="column">Where, counted in characters from 1; 0 when the error belongs to no place in the text.</param>
    /// <param name="advice">What to do about it: one sentence.</param>
    public ExpressionException(string what, int column, string advice)
        : base(column > 0 ? $"{what} (column {column}). {advice}" : $"{what}. {advice}")
    {
        What = what;
        Column = column;
        Advice = advice;
    }

    /// <summary>What is wrong, without place or advice.</summary>
    public string What { get; }

    /// <summary>Column in the expression text, from 1; 0 when there is none.</summary>
    public int Column { get; }

    /// <summary>What the user can do.</summary>
    public string Advice { get; }
}
