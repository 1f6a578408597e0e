namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>What one step does.</summary>
internal enum PredictionKind
{
    /// <summary>The instruction retires; the exception level stays.</summary>
    Ordinary,

    /// <summary>SVC: its handler is entered.</summary>
    SupervisorCall,

    /// <summary>An exception return: the interrupted code goes on.</summary>
    ExceptionReturn,

    /// <summary>What is at PC cannot execute: a fault handler is entered.</summary>
    Fault,

    /// <summary>Something that the prediction needs cannot be read from this server.</summary>
    Unknown,
}
