using System.Collections.Immutable;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.RspClient.Session;

// The first packets. Their order matters: qSupported turns acknowledgements on again in Black Magic Probe, so it comes before
// QStartNoAckMode; QEMU knows its registers only once target.xml was read; "?" clears QEMU's breakpoints, so it comes before any is set.
public sealed partial class RspSession
{
    private const string FeaturesFeature = "qXfer:features:read";
    private const string MemoryMapFeature = "qXfer:memory-map:read";
    private const int MaxDocuments = 64;
    // OpenOCD cuts its memory map at the asked length and still calls it the last part.
    private const int MinTransferSizeInBytes = 0xff0;

    private async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        SupportedFeatures features = await ExchangeInsideAsync<SupportedRequest, SupportedFeatures>(default).ConfigureAwait(false);
        int packetSize = features.PacketSizeInBytes ?? StubCapabilities.DefaultPacketSizeInBytes;
        Capabilities = new StubCapabilities
        {
            Features = features,
            // More than is taken as a reply must not be asked for.
            PacketSizeInBytes = Math.Clamp(packetSize, 64, Math.Max(64, Math.Min(_options.MaxPacketSizeInBytes ?? int.MaxValue, _options.MaxReplySizeInBytes))),
            BinaryRead = features.Has("binary-upload") ? Support.Yes : Support.No,
            BinaryWrite = _options.UseBinaryWrites ? Support.Unknown : Support.No,
        };

        cancellationToken.ThrowIfCancellationRequested();
        if (_options.UseNoAckMode && _link.NeedsNoAcks && features.Has("QStartNoAckMode")) await DisableAcksAsync().ConfigureAwait(false);
        // gdbserver 13 ends on an assertion when it is asked for target.xml before a thread was selected. Only it knows QProgramSignals.
        if (features.Has("QProgramSignals"))
            await ExchangeInsideAsync<SelectThreadRequest, Acknowledgement>(new SelectThreadRequest('g', "0")).ConfigureAwait(false);
        var diagnostics = new List<string>();
        await DescribeTargetAsync(diagnostics, cancellationToken).ConfigureAwait(false);
        ResumeActions actions = await ExchangeInsideAsync<ResumeActionsRequest, ResumeActions>(default).ConfigureAwait(false);
        Capabilities = Capabilities with { ResumeActions = actions };
        ResumeOutcome halt = await ExchangeInsideAsync<HaltReasonRequest, ResumeOutcome>(default).ConfigureAwait(false);
        ThrowIfRefused<HaltReasonRequest, ResumeOutcome>(default, halt.Status, halt.Error);
        InitialStop = halt.Stop!;
        RememberThread(InitialStop);
        Diagnostics = [.. diagnostics];
    }

    private async Task DisableAcksAsync()
    {
        Acknowledgement reply = await ExchangeInsideAsync<StartNoAckModeRequest, Acknowledgement>(default).ConfigureAwait(false);
        if (!reply.IsOk) return;
        _link.DisableAcks();
        Capabilities = Capabilities with { IsNoAckMode = true };
    }

    /// <summary>Reads target description and memory map again, after an attach that changed the target.</summary>
    /// <exception cref="RspProtocolException">The stub's documents cannot be used.</exception>
    /// <exception cref="RspTransportException">The link is lost.</exception>
    public async Task RefreshDescriptionAsync(CancellationToken cancellationToken)
    {
        using GateLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var diagnostics = new List<string>();
        await DescribeTargetAsync(diagnostics, cancellationToken).ConfigureAwait(false);
        Diagnostics = [.. diagnostics];
    }

    private async Task DescribeTargetAsync(List<string> diagnostics, CancellationToken cancellationToken)
    {
        if (Capabilities.Features.Has(FeaturesFeature))
            Registers = await ReadLayoutAsync(diagnostics, cancellationToken).ConfigureAwait(false);
        else
            Registers = await AssumeLayoutAsync("The stub describes no registers", diagnostics).ConfigureAwait(false);

        if (!Capabilities.Features.Has(MemoryMapFeature)) return;
        try
        {
            ReadOnlyMemory<byte>? document = await ReadDocumentAsync("memory-map", "", cancellationToken).ConfigureAwait(false);
            if (document is { } map) MemoryMap = MemoryMap.Parse(map, diagnostics);
        }
        catch (RspProtocolException error)
        {
            // Without a map everything still works, breakpoints just cannot be chosen by it.
            diagnostics.Add(error.Message);
        }
    }

    private async Task<RegisterLayout> ReadLayoutAsync(List<string> diagnostics, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var wanted = new Queue<string>([TargetXml.MainDocument]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (wanted.TryDequeue(out string? name))
        {
            if (!seen.Add(name) || seen.Count > MaxDocuments) continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (await ReadDocumentAsync("features", name, cancellationToken).ConfigureAwait(false) is not { } document) continue;
            documents.Add(name, document);
            try
            {
                foreach (string include in TargetXml.FindIncludes(name, document)) wanted.Enqueue(include);
            }
            catch (RspProtocolException) when (name != TargetXml.MainDocument)
            {
                // Reported by the parser, with what stands before the fault kept.
            }
        }

        // Black Magic Probe answers E01 until something is attached.
        if (documents.Count == 0)
            return await AssumeLayoutAsync($"{TargetXml.MainDocument}: the stub announces it and does not send it", diagnostics).ConfigureAwait(false);
        RegisterLayout layout = TargetXml.Parse(documents, diagnostics);
        if (layout.Registers.Length > 0) return layout;
        if (layout.Architecture.Length == 0 || layout.Architecture.StartsWith("arm", StringComparison.Ordinal))
            return await AssumeLayoutAsync($"{TargetXml.MainDocument}: it holds no register", diagnostics).ConfigureAwait(false);
        diagnostics.Add($"{TargetXml.MainDocument}: it holds no register of {layout.Architecture}, so that none can be read.");
        return layout;
    }

    // Two layouts are in use without a description; the length of a "g" packet tells them apart.
    private async Task<RegisterLayout> AssumeLayoutAsync(string reason, List<string> diagnostics)
    {
        int size = RegisterLayout.FallbackWithFpa.SizeInBytes;
        var request = new ReadRegistersRequest(new byte[size], new byte[size]);
        DataReply reply = await ExchangeInsideAsync<ReadRegistersRequest, DataReply>(request).ConfigureAwait(false);
        RegisterLayout layout = reply.Status == ReplyStatus.Ok && reply.SizeInBytes == size ? RegisterLayout.FallbackWithFpa : RegisterLayout.Fallback;
        diagnostics.Add($"{reason}: r0-r15 are assumed to be 0-15, and xPSR {layout["xpsr"]?.Number}.");
        return layout;
    }

    private async Task<ReadOnlyMemory<byte>?> ReadDocumentAsync(string kind, string annex, CancellationToken cancellationToken)
    {
        // st-util ignores the offset, so that its document must come in one piece: ask for as much as a packet holds.
        int size = Math.Max(MinTransferSizeInBytes, Capabilities.PacketSizeInBytes - 5);
        if (Capabilities.PacketSizeInBytes < MinTransferSizeInBytes) size = Capabilities.PacketSizeInBytes - 5;
        var document = new MemoryStream();
        while (document.Length < XmlDocuments.MaxSizeInBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = new TransferReadRequest(kind, annex, (int)document.Length, size);
            TransferChunk chunk = await ExchangeInsideAsync<TransferReadRequest, TransferChunk>(request).ConfigureAwait(false);
            if (chunk.Status != ReplyStatus.Ok) return null;
            document.Write(chunk.Data.Span);
            if (chunk.IsLast || chunk.Data.IsEmpty) return document.ToArray();
        }

        throw new RspProtocolException("The document does not end", $"qXfer:{kind}:{annex}", "Report it to the author of the debug server.");
    }
}
