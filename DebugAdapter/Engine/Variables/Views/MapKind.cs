namespace RspDebug.DebugAdapter.Engine.Variables.Views;

/// <summary>What a sorted or hashed container holds.</summary>
internal enum MapKind
{
    /// <summary>Keys only.</summary>
    Set,

    /// <summary>Values under keys that each occur once: a key names its value.</summary>
    Unique,

    /// <summary>Values under keys that may repeat.</summary>
    Multiple,
}
