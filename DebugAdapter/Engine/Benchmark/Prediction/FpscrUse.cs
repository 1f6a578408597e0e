namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>What an instruction may do to FPSCR when the FP context exists already.</summary>
internal enum FpscrUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Sets cumulative exception bits, clears none.</summary>
    Cumulative,

    /// <summary>Replaces NZCV, and sets cumulative bits.</summary>
    Compare,

    /// <summary>VMSR: any new value.</summary>
    Write,
}
