namespace RspDebug.Dwarf.Constants;

/// <summary>Entries of a location list in .debug_loclists. DWARF 5, 7.7.3; GCC's location views.</summary>
public enum DwLle : byte
{
    /// <summary><c>DW_LLE_end_of_list</c></summary>
    EndOfList = 0x00,
    /// <summary><c>DW_LLE_base_addressx</c></summary>
    BaseAddressx = 0x01,
    /// <summary><c>DW_LLE_startx_endx</c></summary>
    StartxEndx = 0x02,
    /// <summary><c>DW_LLE_startx_length</c></summary>
    StartxLength = 0x03,
    /// <summary><c>DW_LLE_offset_pair</c></summary>
    OffsetPair = 0x04,
    /// <summary><c>DW_LLE_default_location</c></summary>
    DefaultLocation = 0x05,
    /// <summary><c>DW_LLE_base_address</c></summary>
    BaseAddress = 0x06,
    /// <summary><c>DW_LLE_start_end</c></summary>
    StartEnd = 0x07,
    /// <summary><c>DW_LLE_start_length</c></summary>
    StartLength = 0x08,
    /// <summary><c>DW_LLE_GNU_view_pair</c></summary>
    GNUViewPair = 0x09,
}
