using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>What a client's loop waits for. Closed: the cases below are all there are.</summary>
internal abstract record SessionEvent
{
    private SessionEvent() { }

    /// <summary>Bytes of the client; empty means the link ended.</summary>
    internal sealed record Received(ReadOnlyMemory<byte> Bytes) : SessionEvent;

    /// <summary>The run that this client waits for ended.</summary>
    internal sealed record Stopped(TargetStop Stop, bool IsOwn) : SessionEvent;

    /// <summary>The program wrote to the console.</summary>
    internal sealed record Console(ReadOnlyMemory<byte> Utf8, int LostBeforeInBytes, TaskCompletionSource Shown) : SessionEvent;

    /// <summary>The program asks for a file call.</summary>
    internal sealed record FileCall(FileIoCall Call, TaskCompletionSource<FileIoReply> Answer) : SessionEvent;

    /// <summary>The hub has told something.</summary>
    internal sealed record Wake : SessionEvent
    {
        public static Wake Instance { get; } = new();
    }

    /// <summary>Time for an empty console packet.</summary>
    internal sealed record KeepAlive : SessionEvent;
}
