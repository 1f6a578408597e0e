namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>Headings of the register view.</summary>
internal enum RegisterGroup
{
    /// <summary>r0 to xPSR.</summary>
    Core,

    /// <summary>MSP, PSP, PRIMASK, BASEPRI, FAULTMASK, CONTROL.</summary>
    System,

    /// <summary>S, D and FPSCR.</summary>
    FloatingPoint,

    /// <summary>What else the server offers.</summary>
    Other,
}
