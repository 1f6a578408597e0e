using System.Collections.Immutable;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

// Threads of an RTOS that the stub knows (OpenOCD with -rtos); without one there is a single thread, or none.
public sealed partial class RspSession
{
    private const int MaxThreads = 4096;
    private const string ThreadsFeature = "qXfer:threads:read";

    /// <summary>Lists the threads.</summary>
    /// <returns>Thread ids as the stub writes them; empty when it has none.</returns>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<ImmutableArray<string>> ReadThreadsAsync(CancellationToken cancellationToken)
    {
        var threads = ImmutableArray.CreateBuilder<string>();
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        while (threads.Count < MaxThreads)
        {
            var request = new ThreadListRequest(IsFirst: threads.Count == 0);
            ImmutableArray<string> part = await ExchangeInsideAsync<ThreadListRequest, ImmutableArray<string>>(request).ConfigureAwait(false);
            if (part.IsEmpty) break;
            threads.AddRange(part);
        }

        return threads.ToImmutable();
    }

    /// <summary>Lists the threads with what the stub says of each, by <c>qXfer:threads:read</c> where it is offered.</summary>
    /// <returns>In the stub's order; ids without names from a stub that has only the plain list.</returns>
    /// <exception cref="RspProtocolException">The document cannot be read.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<ImmutableArray<StubThread>> DescribeThreadsAsync(CancellationToken cancellationToken)
    {
        if (Capabilities.Features.Has(ThreadsFeature))
        {
            using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
            if (await ReadDocumentAsync("threads", "", cancellationToken).ConfigureAwait(false) is { } document) return ThreadDocument.Parse(document);
        }

        return [.. (await ReadThreadsAsync(cancellationToken).ConfigureAwait(false)).Select(static id => new StubThread(id, "", ""))];
    }

    /// <summary>Chooses the thread whose registers the next register calls mean.</summary>
    /// <param name="thread">A thread id of <see cref="ReadThreadsAsync"/>.</param>
    /// <param name="cancellationToken">Observed before the packet is sent.</param>
    /// <returns>False when the stub has no threads to choose from.</returns>
    /// <exception cref="RspRefusedException">There is no such thread.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async ValueTask<bool> SelectThreadAsync(string thread, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(thread);
        var request = new SelectThreadRequest('g', thread);
        Acknowledgement reply = await ExchangeAsync<SelectThreadRequest, Acknowledgement>(request, cancellationToken).ConfigureAwait(false);
        if (reply.Status == ReplyStatus.Refused) ThrowIfRefused<SelectThreadRequest, Acknowledgement>(request, reply.Status, reply.Error);
        return reply.IsOk;
    }
}
