namespace RspDebug.VirtualBoard.Core;

/// <summary>Sees exception entries, exits and returns (DWT exception trace).</summary>
public interface IExceptionObserver
{
    /// <summary>One event; a tail-chain is Exit, Enter without a Return between.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="number">The exception entered or left; on a return the one resumed, 0 for Thread mode.</param>
    void OnException(ExceptionChange change, int number);
}
