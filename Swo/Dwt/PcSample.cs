namespace RspDebug.Swo.Dwt;

/// <summary>A periodic PC sample (D4, discriminator 2).</summary>
/// <param name="State">Whether there is a PC.</param>
/// <param name="Pc">The address; 0 unless <see cref="PcSampleState.Running"/>.</param>
public readonly record struct PcSample(PcSampleState State, uint Pc);
