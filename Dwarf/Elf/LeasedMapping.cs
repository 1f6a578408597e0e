using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace RspDebug.Dwarf.Elf;

/// <summary>
/// A file as memory of which only the pages that are read become resident, and which stays as it was when the file is written again in place. A read of a mapped
/// page that was cut off ends the process (SIGBUS), and one that was written over is another build's. So the file is leased: who opens it for writing waits until its
/// bytes were read into memory, which then takes the place of the mapping, at the same addresses.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LeasedMapping : MemoryManager<byte>
{
    private readonly SafeFileHandle _file;
    private readonly PosixSignalRegistration _signal;
    private readonly Lock _gate = new();
    private readonly int _length;
    private readonly nuint _lengthInPages;
    private byte* _start;

    private LeasedMapping(SafeFileHandle file, int length)
    {
        _file = file;
        _length = length;
        nuint page = (nuint)Environment.SystemPageSize;
        _lengthInPages = ((nuint)length + page - 1) / page * page;
        _signal = PosixSignalRegistration.Create(LinuxFile.LeaseSignal, OnSignal);
    }

    /// <summary>Leases a file, then maps it.</summary>
    /// <param name="file">The file; the mapping's own when it could be made, else still the caller's.</param>
    /// <returns>Null when it cannot be leased or mapped.</returns>
    public static LeasedMapping? TryMap(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length is 0 || length > Array.MaxLength) return null;
        LeasedMapping mapping = new(file, (int)length);
        if (mapping.TryMap()) return mapping;
        mapping._signal.Dispose();
        return null;
    }

    public void Close() => ((IDisposable)this).Dispose();

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new Span<byte>(_start, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        return new MemoryHandle(_start + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
        // A mapping never moves: there is nothing to release before Close.
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        lock (_gate)
        {
            if (_start is null) return;
            LinuxFile.Unmap(_start, _lengthInPages);
            _start = null;
            _file.Dispose(); // and with it the lease
        }

        _signal.Dispose();
    }

    // A write between the look at its length and the lease would have changed the file unseen.
    private bool TryMap()
    {
        lock (_gate)
        {
            if (!LinuxFile.TryLease(_file)) return false;
            if (RandomAccess.GetLength(_file) == _length) _start = LinuxFile.Map(_file, _lengthInPages);
            if (_start is null) LinuxFile.EndLease(_file);
            return _start is not null;
        }
    }

    // Also other mappings' leases send it. The one who asks waits for at most /proc/sys/fs/lease-break-time, 45 s: the copy takes 50 ms for 100 MB.
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // it would end the process
        lock (_gate)
        {
            if (_start is null || _file.IsClosed || !LinuxFile.IsLeaseAskedBack(_file)) return;
            byte* copy = LinuxFile.Reserve(_lengthInPages);
            if (copy is null) return;
            if (TryCopy(copy) && LinuxFile.TryReplace(_start, copy, _lengthInPages)) _file.Dispose();
            else LinuxFile.Unmap(copy, _lengthInPages);
        }
    }

    private bool TryCopy(byte* copy)
    {
        try
        {
            RegularFile.Fill(_file, new Span<byte>(copy, _length));
            return true;
        }
        catch (IOException)
        {
            return false; // a disk that fails
        }
    }
}
