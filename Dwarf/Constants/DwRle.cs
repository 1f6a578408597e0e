namespace RspDebug.Dwarf.Constants;

/// <summary>Entries of a range list in .debug_rnglists. DWARF 5, 7.25.</summary>
public enum DwRle : byte
{
    /// <summary><c>DW_RLE_end_of_list</c></summary>
    EndOfList = 0x00,
    /// <summary><c>DW_RLE_base_addressx</c></summary>
    BaseAddressx = 0x01,
    /// <summary><c>DW_RLE_startx_endx</c></summary>
    StartxEndx = 0x02,
    /// <summary><c>DW_RLE_startx_length</c></summary>
    StartxLength = 0x03,
    /// <summary><c>DW_RLE_offset_pair</c></summary>
    OffsetPair = 0x04,
    /// <summary><c>DW_RLE_base_address</c></summary>
    BaseAddress = 0x05,
    /// <summary><c>DW_RLE_start_end</c></summary>
    StartEnd = 0x06,
    /// <summary><c>DW_RLE_start_length</c></summary>
    StartLength = 0x07,
}
