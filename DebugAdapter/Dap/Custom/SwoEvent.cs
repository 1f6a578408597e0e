namespace RspDebug.DebugAdapter.Dap.Custom;

/// <summary>Trace data of some 100 ms. Times are core cycles since trace began, the earliest possible.</summary>
/// <param name="Values">Numbers for graphs; absent when there are none.</param>
/// <param name="Exceptions">What happened to exceptions; absent when nothing did.</param>
/// <param name="PcSamples">Addresses and how often each was sampled; absent when the PC is not sampled.</param>
/// <param name="Sleeping">Samples that found the core asleep.</param>
/// <param name="Bytes">Bytes since the start of trace.</param>
/// <param name="Packets">Packets since the start of trace.</param>
/// <param name="Overflows">Overflows since the start of trace.</param>
/// <param name="Malformed">Damaged packets since the start of trace.</param>
public sealed record SwoEvent(
    IReadOnlyList<SwoValue>? Values, IReadOnlyList<SwoException>? Exceptions, IReadOnlyList<SwoPcSample>? PcSamples, int Sleeping,
    long Bytes, long Packets, long Overflows, long Malformed);
