namespace RspDebug.Swo.Dwt;

/// <summary>What happened to an exception (D4, discriminator 1).</summary>
public enum ExceptionFunction : byte
{
    /// <summary>Its handler was entered.</summary>
    Enter = 1,

    /// <summary>Its handler ended.</summary>
    Exit = 2,

    /// <summary>Execution went back to it (number 0: to Thread mode).</summary>
    Return = 3,
}
