using System.Text.Json.Serialization.Metadata;
using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>Ties an event of the protocol to the type of its body.</summary>
/// <param name="Name">The event's name as it stands in the message.</param>
/// <typeparam name="TBody">Body, or <see cref="NoBody"/>.</typeparam>
public sealed record DapEvent<TBody>(string Name)
{
    internal JsonTypeInfo<TBody> Body => field ??= ProtocolJson.ForWriting<TBody>();
}
