namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What a server has done so far; two that are equal mean that it did nothing in between.</summary>
/// <param name="Printed">Bytes of output.</param>
/// <param name="Received">Things that came over the link.</param>
/// <param name="Processor">Processor time of its processes, in any unit.</param>
/// <param name="IsBusy">One of its processes runs, waits for the processor, or for a disk.</param>
internal readonly record struct SignsOfLife(long Printed, long Received, long Processor, bool IsBusy);
