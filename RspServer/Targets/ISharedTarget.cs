namespace RspDebug.RspServer.Targets;

/// <summary>A target that others run as well, such as the one of a debug session.</summary>
public interface ISharedTarget : ITargetAccess, ITargetRuns;
