using System.Collections.Immutable;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>qMemoryRegionInfo:ADDR</c> (lldb's gdb-remote extensions): the region or the hole that an address is in.</summary>
internal static class RegionCommands
{
    public static ValueTask<CommandOutcome> DescribeAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        ImmutableArray<MemoryRegion> map = session.Target.Description.Memory;
        if (map.IsEmpty) return new(CommandOutcome.Reply);
        if (!TryParse(arguments.Span, out ulong address))
        {
            session.WriteMalformed(reply);
            return new(CommandOutcome.Reply);
        }

        if (map.FirstOrDefault(region => address - region.Start.Value < region.LengthInBytes) is { } inside)
        {
            reply.Text("start:"u8).Hex(inside.Start.Value).Text(";size:"u8).Hex(inside.LengthInBytes);
            reply.Text(inside.Kind == MemoryKind.Ram ? ";permissions:rwx;"u8 : ";permissions:rx;"u8);
            return new(CommandOutcome.Reply);
        }

        // A hole: from the end of what lies below to the start of what lies above, without permissions.
        ulong start = map.Select(region => region.Start.Value + region.LengthInBytes).Where(end => end <= address).DefaultIfEmpty().Max();
        ulong end = map.Select(region => region.Start.Value).Where(next => next > address).DefaultIfEmpty(ulong.MaxValue).Min();
        reply.Text("start:"u8).Hex(start).Text(";size:"u8).Hex(end - start).Text(";"u8);
        return new(CommandOutcome.Reply);
    }

    private static bool TryParse(ReadOnlySpan<byte> arguments, out ulong address)
    {
        var reader = new PacketReader(arguments);
        address = 0;
        return reader.TryTake(':') && reader.TryTakeHex(out address) && reader.AtEnd;
    }
}
