using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>A register and the number it has on the wire.</summary>
internal readonly record struct WireRegister(int WireNumber, RegisterDescription Description);
