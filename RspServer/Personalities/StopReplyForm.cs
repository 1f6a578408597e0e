namespace RspDebug.RspServer.Personalities;

/// <summary>How stop replies are written.</summary>
public enum StopReplyForm
{
    /// <summary><c>T05</c> with expedited registers, thread and reason.</summary>
    Full,

    /// <summary><c>T05thread:1;</c>, with a watchpoint's address (QEMU).</summary>
    ThreadOnly,

    /// <summary>Bare <c>T05</c> (OpenOCD).</summary>
    Bare,

    /// <summary><c>S05</c> whatever happened (st-util).</summary>
    SignalOnly,
}
