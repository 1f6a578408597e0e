using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

// Several reads at once. With a pipeline depth over 1 the requests of a group leave in one write, and their replies are awaited in order;
// reads only, since a group that loses a reply is given up and read again one by one.
public sealed partial class RspSession
{
    /// <summary>Reads several blocks of memory, in as few round trips as <see cref="RspOptions.PipelineDepth"/> allows.</summary>
    /// <param name="blocks">The blocks, in any order; they may overlap.</param>
    /// <param name="cancellationToken">Observed between reads.</param>
    /// <returns>For each block the bytes read from its front: fewer than asked when the tail is unmapped, 0 when the first byte cannot be read.</returns>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<int[]> ReadMemoryAsync(IReadOnlyList<MemoryBlock> blocks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        int[] sizes = new int[blocks.Count];
        bool[] isEnded = new bool[blocks.Count];
        List<Part> parts = Cut(blocks);
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        int depth = Capabilities.BinaryRead == Support.Yes || _link.IsSuspect ? 1 : Math.Max(1, _options.PipelineDepth);
        for (int first = 0; first < parts.Count; first += depth)
        {
            List<Part> group = parts.GetRange(first, Math.Min(depth, parts.Count - first));
            group.RemoveAll(part => isEnded[part.Block]);
            DataReply[]? replies = group.Count > 1 ? await TryReadGroupAsync(group).ConfigureAwait(false) : null;
            for (int index = 0; index < group.Count; index++)
            {
                Part part = group[index];
                if (isEnded[part.Block]) continue;
                cancellationToken.ThrowIfCancellationRequested();
                int size = await CompleteAsync(part, replies?[index], cancellationToken).ConfigureAwait(false);
                sizes[part.Block] += size;
                isEnded[part.Block] = size < part.Destination.Length;
            }
        }

        return sizes;
    }

    private List<Part> Cut(IReadOnlyList<MemoryBlock> blocks)
    {
        var parts = new List<Part>(blocks.Count);
        for (int index = 0; index < blocks.Count; index++)
        {
            MemoryBlock block = blocks[index];
            for (int offset = 0; offset < block.Destination.Length; offset += Capabilities.MaxReadSizeInBytes)
            {
                int size = Math.Min(block.Destination.Length - offset, Capabilities.MaxReadSizeInBytes);
                parts.Add(new Part(index, new ReadMemoryRequest(block.Address + offset, block.Destination.Slice(offset, size))));
            }
        }

        return parts;
    }

    // Null when a reply is missing: the ones that came may then be shifted by one, and none of them counts.
    private async ValueTask<DataReply[]?> TryReadGroupAsync(List<Part> group)
    {
        _link.BeginBatch();
        var slots = new List<ReplySlot>(group.Count);
        foreach (Part part in group) slots.Add(Append<ReadMemoryRequest, DataReply>(part.Request));
        _link.SendBatch(group.Count);
        var replies = new DataReply[group.Count];
        bool isComplete = true;
        RspProtocolException? fault = null;
        for (int index = 0; index < group.Count; index++)
        {
            if (await slots[index].WaitAsync().ConfigureAwait(false) != LinkOutcome.Reply)
            {
                _link.Return(slots[index]);
                isComplete = false;
                continue;
            }

            try
            {
                replies[index] = TakeReply<ReadMemoryRequest, DataReply>(group[index].Request, slots[index]);
            }
            catch (RspProtocolException error)
            {
                // The other replies of the group are still to be taken, or they would answer later requests.
                fault ??= error;
            }
        }

        if (!isComplete) await ResynchroniseAsync("a batch of reads").ConfigureAwait(false);
        else if (fault is not null) throw fault;
        return isComplete ? replies : null;
    }

    // What a part of a group gave, and what is still missing of it: a stub may give less than it could (st-util).
    private async ValueTask<int> CompleteAsync(Part part, DataReply? reply, CancellationToken cancellationToken)
    {
        if (reply is { Status: not ReplyStatus.Ok }) return 0;
        int done = reply?.SizeInBytes ?? 0;
        if (done == part.Destination.Length) return done;
        try
        {
            return done + await ReadInsideAsync(part.Request.Address + done, part.Destination[done..], cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException)
        {
            // The bytes before it stand; the rest is unmapped.
            return done;
        }
    }

    private readonly record struct Part(int Block, ReadMemoryRequest Request)
    {
        public Memory<byte> Destination => Request.Destination;
    }
}
