using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

// The register view. Frame 0 shows the processor's registers, an outer frame those that unwinding could restore.
internal sealed partial class DebugSession
{
    private IReadOnlyList<VariableView> RegisterBanks(int frameId) =>
    [
        .. _target.Link.Registers.Select(r => r.Group).Distinct().Order().Select(group =>
            new VariableView(RegisterText.NameOf(group), "", null, NamedValueKind.Variable)
            {
                Reference = _variables.Add(new VariableNode.RegisterBank(frameId, group)),
                NamedChildren = _target.Link.Registers.Count(r => r.Group == group),
            }),
    ];

    private async ValueTask<IReadOnlyList<VariableView>> RegistersAsync(VariableNode.RegisterBank bank, CancellationToken cancellationToken)
    {
        TargetRegister[] registers = [.. _target.Link.Registers.Where(r => r.Group == bank.Group)];
        await FetchAsync(registers.Select(r => r.Name), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UnwindFrame> frames = await _stack.FramesAsync(_frames.Get(bank.FrameId).Physical.Level + 1, cancellationToken).ConfigureAwait(false);
        UnwindFrame frame = frames[_frames.Get(bank.FrameId).Physical.Level];
        var rows = new List<VariableView>(registers.Length);
        foreach (TargetRegister register in registers)
        {
            ulong? value = frame.Level == 0 ? _target.Values[register.Index] : RegisterText.ValueIn(frame.Registers, register.Name);
            rows.Add(Row(register.Name, RegisterText.Format(register, value)));
            if (register is { Group: RegisterGroup.FloatingPoint, BitSize: 64 })
                rows.AddRange(RegisterText.Halves(register, value).Select(h => Row(h.Name, h.Text)));
        }

        return rows;
    }

    private static VariableView Row(string name, string text) => new(name, text, null, NamedValueKind.Variable) { EvaluateName = "$" + name };
}
