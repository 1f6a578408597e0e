using System.Globalization;

namespace RspDebug.RspServer.Targets;

/// <summary>A file call that the client carries out for the program (GDB manual, "File-I/O: List of Supported Calls").</summary>
public abstract record FileIoCall
{
    private FileIoCall() { }

    /// <summary>The call as it stands in an <c>F</c> packet, numbers in hex.</summary>
    public abstract string ToPacketText();

    private static string Hex(long value) =>
        value < 0 ? "-" + (-value).ToString("x", CultureInfo.InvariantCulture) : value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Opens a file.</summary>
    /// <param name="Path">Where the path stands in target memory.</param>
    /// <param name="PathLengthInBytes">Its length with the closing NUL.</param>
    /// <param name="Flags">The protocol's open flags.</param>
    /// <param name="Mode">The protocol's mode bits.</param>
    public sealed record Open(TargetAddress Path, int PathLengthInBytes, int Flags, int Mode) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"open,{Path.Value:x}/{PathLengthInBytes:x},{Hex(Flags)},{Hex(Mode)}";
    }

    /// <summary>Closes a file.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    public sealed record Close(int Descriptor) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"close,{Hex(Descriptor)}";
    }

    /// <summary>Reads into target memory.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    /// <param name="Buffer">Where the bytes go.</param>
    /// <param name="CountInBytes">How many at most.</param>
    public sealed record Read(int Descriptor, TargetAddress Buffer, int CountInBytes) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"read,{Hex(Descriptor)},{Buffer.Value:x},{CountInBytes:x}";
    }

    /// <summary>Writes from target memory.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    /// <param name="Buffer">Where the bytes are.</param>
    /// <param name="CountInBytes">How many.</param>
    public sealed record Write(int Descriptor, TargetAddress Buffer, int CountInBytes) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"write,{Hex(Descriptor)},{Buffer.Value:x},{CountInBytes:x}";
    }

    /// <summary>Moves the file position.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    /// <param name="OffsetInBytes">Distance.</param>
    /// <param name="Whence">0 from the start, 1 from here, 2 from the end.</param>
    public sealed record Seek(int Descriptor, long OffsetInBytes, int Whence) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"lseek,{Hex(Descriptor)},{Hex(OffsetInBytes)},{Hex(Whence)}";
    }

    /// <summary>Renames a file.</summary>
    /// <param name="OldPath">Where the old path stands.</param>
    /// <param name="OldLengthInBytes">Its length with the closing NUL.</param>
    /// <param name="NewPath">Where the new path stands.</param>
    /// <param name="NewLengthInBytes">Its length with the closing NUL.</param>
    public sealed record Rename(TargetAddress OldPath, int OldLengthInBytes, TargetAddress NewPath, int NewLengthInBytes) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"rename,{OldPath.Value:x}/{OldLengthInBytes:x},{NewPath.Value:x}/{NewLengthInBytes:x}";
    }

    /// <summary>Removes a file.</summary>
    /// <param name="Path">Where the path stands.</param>
    /// <param name="PathLengthInBytes">Its length with the closing NUL.</param>
    public sealed record Unlink(TargetAddress Path, int PathLengthInBytes) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"unlink,{Path.Value:x}/{PathLengthInBytes:x}";
    }

    /// <summary>Writes the <c>struct stat</c> of an open file into target memory.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    /// <param name="Buffer">Where the 64-byte structure goes, big-endian by the protocol.</param>
    public sealed record Fstat(int Descriptor, TargetAddress Buffer) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"fstat,{Hex(Descriptor)},{Buffer.Value:x}";
    }

    /// <summary>Asks whether a descriptor is a terminal.</summary>
    /// <param name="Descriptor">File descriptor.</param>
    public sealed record IsTerminal(int Descriptor) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"isatty,{Hex(Descriptor)}";
    }

    /// <summary>Writes the time of day into target memory.</summary>
    /// <param name="Buffer">Where the 12-byte structure goes, big-endian by the protocol.</param>
    public sealed record TimeOfDay(TargetAddress Buffer) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"gettimeofday,{Buffer.Value:x},0";
    }

    /// <summary>Runs a shell command on the host.</summary>
    /// <param name="Command">Where the command stands.</param>
    /// <param name="LengthInBytes">Its length with the closing NUL.</param>
    public sealed record Shell(TargetAddress Command, int LengthInBytes) : FileIoCall
    {
        /// <inheritdoc/>
        public override string ToPacketText() => $"system,{Command.Value:x}/{LengthInBytes:x}";
    }
}
