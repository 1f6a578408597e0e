namespace RspDebug.Dwarf.Constants;

/// <summary>Extended opcodes of the line program. DWARF 5, 7.22.</summary>
public enum DwLne : byte
{
    /// <summary><c>DW_LNE_end_sequence</c></summary>
    EndSequence = 0x01,
    /// <summary><c>DW_LNE_set_address</c></summary>
    SetAddress = 0x02,
    /// <summary><c>DW_LNE_define_file</c></summary>
    DefineFile = 0x03,
    /// <summary><c>DW_LNE_set_discriminator</c></summary>
    SetDiscriminator = 0x04,
}
