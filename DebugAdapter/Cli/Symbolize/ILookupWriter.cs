using RspDebug.DebugAdapter.Engine.Image;

namespace RspDebug.DebugAdapter.Cli.Symbolize;

/// <summary>One way to write what was found. Disposing flushes.</summary>
internal interface ILookupWriter : IDisposable
{
    /// <summary>Writes one answer.</summary>
    void Write(AddressLookup found);

    /// <summary>Hands on what was written.</summary>
    void Flush();
}
