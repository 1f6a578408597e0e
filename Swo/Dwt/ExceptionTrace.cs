namespace RspDebug.Swo.Dwt;

/// <summary>An exception trace packet.</summary>
/// <param name="Number">Exception number: 0 Thread mode, 1 to 15 system, 16 and up external interrupts.</param>
/// <param name="Function">Entered, left, or returned to.</param>
public readonly record struct ExceptionTrace(int Number, ExceptionFunction Function);
