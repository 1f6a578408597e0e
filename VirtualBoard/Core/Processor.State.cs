namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor : IStateful
{
    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        for (int k = 0; k < 15; k++) state.Write(R[k]);
        for (int k = 0; k < 32; k++) state.Write(S[k]);
        foreach (uint value in (ReadOnlySpan<uint>)[Pc, Xpsr, Fpscr, _otherStack, _basepri, (uint)Attention, ResetCount]) state.Write(value);
        foreach (bool value in (ReadOnlySpan<bool>)[_pspSelected, Unprivileged, FloatContextActive, _primask, _faultmask, _maskInterrupts,
            _exclusive, EventRegister, SleepingForInterrupt]) state.Write(value);
        state.Write(Instructions);
        state.Write(Timeline.Cycles);
        Nvic.Save(state);
        SystemControl.Save(state);
        SysTick.Save(state);
        FloatContext.Save(state);
        Exceptions.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        _code.Clear();
        for (int k = 0; k < 15; k++) R[k] = state.ReadUInt32();
        for (int k = 0; k < 32; k++) S[k] = state.ReadUInt32();
        Pc = state.ReadUInt32();
        uint status = state.ReadUInt32();
        Fpscr = state.ReadUInt32();
        _otherStack = state.ReadUInt32();
        _basepri = state.ReadUInt32();
        Attention attention = (Attention)state.ReadUInt32();
        ResetCount = state.ReadUInt32();
        bool processStack = state.ReadBoolean();
        Unprivileged = state.ReadBoolean();
        FloatContextActive = state.ReadBoolean();
        _primask = state.ReadBoolean();
        _faultmask = state.ReadBoolean();
        _maskInterrupts = state.ReadBoolean();
        _exclusive = state.ReadBoolean();
        EventRegister = state.ReadBoolean();
        SleepingForInterrupt = state.ReadBoolean();
        Instructions = state.ReadUInt64();
        Timeline.Cycles = state.ReadUInt64();

        // The saved R13 is the live one: set which one it is without swapping.
        _pspSelected = processStack;
        Ipsr = 0;
        Xpsr = status;
        Nvic.Restore(ref state);
        SystemControl.Restore(ref state);
        SysTick.Restore(ref state);
        FloatContext.Restore(ref state);
        Exceptions.Restore(ref state);
        UpdateFastMemory();
        Nvic.Update();
        Attention = attention;
    }
}
