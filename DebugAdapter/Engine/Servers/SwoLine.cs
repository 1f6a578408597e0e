namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What a server has to know to receive SWO.</summary>
/// <param name="Port">TCP port on which it hands the bytes out.</param>
/// <param name="TraceClockInHz">Clock of the TPIU.</param>
/// <param name="RateInHz">Rate of the SWO pin.</param>
/// <param name="IsManchester">Line coding; else UART.</param>
/// <param name="StimulusPorts">A bit for each port that the firmware may write to.</param>
public sealed record SwoLine(int Port, int TraceClockInHz, int RateInHz, bool IsManchester, uint StimulusPorts);
