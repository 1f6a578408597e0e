using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Tests.Info;

public sealed class UnitEncodingTests
{
    [Test]
    public void IsKnown_EveryNumber_IsWhatTheEnumerationNames() =>
        Assert.That(Enumerable.Range(0, 0x10000).Where(i => UnitEncoding.IsKnown((DwForm)i)), Is.EqualTo(Enum.GetValues<DwForm>().Select(f => (int)f).Order()));
}
