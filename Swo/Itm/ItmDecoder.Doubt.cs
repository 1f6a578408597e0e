namespace RspDebug.Swo.Itm;

/// <summary>A stream that is damaged again and again: bytes are not thrown away on the word of a header that is likely none.</summary>
public sealed partial class ItmDecoder
{
    // A short or a sane stream is read by the letter of the protocol.
    private const int PacketsToKnowAStream = 10_000, DamageToDoubt = 4, DamageRange = 8192, SeldomShift = 7;

    private long _lastDamage;
    private long _strange;
    private bool _damageNear;
    private int _damages;

    /// <summary>Counts damage that comes close after damage.</summary>
    private void OnDamage()
    {
        _damages = _packets - _lastDamage < DamageRange ? _damages + 1 : 1;
        _lastDamage = _packets;
        _damageNear = _damages >= DamageToDoubt && _packets > PacketsToKnowAStream;
    }

    /// <summary>
    /// Bytes to use for a packet just read: one when it is malformed, because the bytes behind a false header are most likely good; one when it is of
    /// a kind that the stream hardly ever has.
    /// </summary>
    private int Doubt(ref ItmPacket packet, int used)
    {
        if (_packets - _lastDamage >= DamageRange)
        {
            _damageNear = false;
            return used;
        }

        switch (packet.Kind)
        {
            case ItmPacketKind.Malformed:
                if (packet.SizeInBytes > 1) packet = Malformed(packet.Offset, packet.Reason, 1);
                return 1;
            case ItmPacketKind.Hardware:
            case ItmPacketKind.Extension when !packet.Extension.IsPage:
                _strange++;
                if (_strange > _packets >> SeldomShift) return used;
                packet = Malformed(packet.Offset, MalformedReason.ReservedHeader, 1);
                return 1;
            default:
                return used;
        }
    }
}
