namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One halt of the target; two are the same only as instances. An order to run names the halt it was given at, and is void later.</summary>
internal sealed class Standing;
