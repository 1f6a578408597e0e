namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Word, halfword and byte, zero- or sign-extended.</summary>
internal static class Transfers
{
    internal readonly struct Word : ITransfer
    {
        public static bool TryLoad(Processor cpu, uint address, out uint value) => cpu.TryLoad32(address, out value);
        public static bool TryStore(Processor cpu, uint address, uint value) => cpu.TryStore32(address, value);
    }

    internal readonly struct Halfword : ITransfer
    {
        public static bool TryLoad(Processor cpu, uint address, out uint value) => cpu.TryLoad16(address, out value);
        public static bool TryStore(Processor cpu, uint address, uint value) => cpu.TryStore16(address, value & 0xFFFF);
    }

    internal readonly struct Byte : ITransfer
    {
        public static bool TryLoad(Processor cpu, uint address, out uint value) => cpu.TryLoad8(address, out value);
        public static bool TryStore(Processor cpu, uint address, uint value) => cpu.TryStore8(address, value & 0xFF);
    }

    internal readonly struct SignedHalfword : ITransfer
    {
        public static bool TryLoad(Processor cpu, uint address, out uint value)
        {
            bool ok = cpu.TryLoad16(address, out uint half);
            value = (uint)(short)half;
            return ok;
        }

        public static bool TryStore(Processor cpu, uint address, uint value) => cpu.TryStore16(address, value & 0xFFFF);
    }

    internal readonly struct SignedByte : ITransfer
    {
        public static bool TryLoad(Processor cpu, uint address, out uint value)
        {
            bool ok = cpu.TryLoad8(address, out uint single);
            value = (uint)(sbyte)single;
            return ok;
        }

        public static bool TryStore(Processor cpu, uint address, uint value) => cpu.TryStore8(address, value & 0xFF);
    }
}
