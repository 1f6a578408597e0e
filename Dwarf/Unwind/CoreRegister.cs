namespace RspDebug.Dwarf.Unwind;

/// <summary>The registers of a Cortex-M that unwinding knows, each 32 bits wide. R0 to PC have their DWARF numbers.</summary>
/// <remarks>ARMv7-M ARM, B1.4; D registers are pairs of S registers.</remarks>
public enum CoreRegister
{
    /// <summary><c>r0</c></summary>
    R0 = 0,
    /// <summary><c>r1</c></summary>
    R1 = 1,
    /// <summary><c>r2</c></summary>
    R2 = 2,
    /// <summary><c>r3</c></summary>
    R3 = 3,
    /// <summary><c>r4</c></summary>
    R4 = 4,
    /// <summary><c>r5</c></summary>
    R5 = 5,
    /// <summary><c>r6</c></summary>
    R6 = 6,
    /// <summary><c>r7</c></summary>
    R7 = 7,
    /// <summary><c>r8</c></summary>
    R8 = 8,
    /// <summary><c>r9</c></summary>
    R9 = 9,
    /// <summary><c>r10</c></summary>
    R10 = 10,
    /// <summary><c>r11</c></summary>
    R11 = 11,
    /// <summary><c>r12</c></summary>
    R12 = 12,
    /// <summary><c>r13</c>: the stack pointer in use, MSP or PSP.</summary>
    Sp = 13,
    /// <summary><c>r14</c>: return address with Thumb bit, or EXC_RETURN.</summary>
    Lr = 14,
    /// <summary><c>r15</c>.</summary>
    Pc = 15,
    /// <summary><c>xPSR</c>: flags, exception number (IPSR), execution state.</summary>
    Xpsr = 16,
    /// <summary>Main stack pointer.</summary>
    Msp = 17,
    /// <summary>Process stack pointer.</summary>
    Psp = 18,
    /// <summary><c>CONTROL</c>: bit 1 SPSEL, bit 2 FPCA.</summary>
    Control = 19,
    /// <summary><c>PRIMASK</c>.</summary>
    Primask = 20,
    /// <summary><c>BASEPRI</c>.</summary>
    Basepri = 21,
    /// <summary><c>FAULTMASK</c>.</summary>
    Faultmask = 22,
    /// <summary><c>FPSCR</c>.</summary>
    Fpscr = 23,
    /// <summary><c>s0</c>, low word of <c>d0</c></summary>
    S0 = 32,
    /// <summary><c>s1</c>, high word of <c>d0</c></summary>
    S1 = 33,
    /// <summary><c>s2</c>, low word of <c>d1</c></summary>
    S2 = 34,
    /// <summary><c>s3</c>, high word of <c>d1</c></summary>
    S3 = 35,
    /// <summary><c>s4</c>, low word of <c>d2</c></summary>
    S4 = 36,
    /// <summary><c>s5</c>, high word of <c>d2</c></summary>
    S5 = 37,
    /// <summary><c>s6</c>, low word of <c>d3</c></summary>
    S6 = 38,
    /// <summary><c>s7</c>, high word of <c>d3</c></summary>
    S7 = 39,
    /// <summary><c>s8</c>, low word of <c>d4</c></summary>
    S8 = 40,
    /// <summary><c>s9</c>, high word of <c>d4</c></summary>
    S9 = 41,
    /// <summary><c>s10</c>, low word of <c>d5</c></summary>
    S10 = 42,
    /// <summary><c>s11</c>, high word of <c>d5</c></summary>
    S11 = 43,
    /// <summary><c>s12</c>, low word of <c>d6</c></summary>
    S12 = 44,
    /// <summary><c>s13</c>, high word of <c>d6</c></summary>
    S13 = 45,
    /// <summary><c>s14</c>, low word of <c>d7</c></summary>
    S14 = 46,
    /// <summary><c>s15</c>, high word of <c>d7</c></summary>
    S15 = 47,
    /// <summary><c>s16</c>, low word of <c>d8</c></summary>
    S16 = 48,
    /// <summary><c>s17</c>, high word of <c>d8</c></summary>
    S17 = 49,
    /// <summary><c>s18</c>, low word of <c>d9</c></summary>
    S18 = 50,
    /// <summary><c>s19</c>, high word of <c>d9</c></summary>
    S19 = 51,
    /// <summary><c>s20</c>, low word of <c>d10</c></summary>
    S20 = 52,
    /// <summary><c>s21</c>, high word of <c>d10</c></summary>
    S21 = 53,
    /// <summary><c>s22</c>, low word of <c>d11</c></summary>
    S22 = 54,
    /// <summary><c>s23</c>, high word of <c>d11</c></summary>
    S23 = 55,
    /// <summary><c>s24</c>, low word of <c>d12</c></summary>
    S24 = 56,
    /// <summary><c>s25</c>, high word of <c>d12</c></summary>
    S25 = 57,
    /// <summary><c>s26</c>, low word of <c>d13</c></summary>
    S26 = 58,
    /// <summary><c>s27</c>, high word of <c>d13</c></summary>
    S27 = 59,
    /// <summary><c>s28</c>, low word of <c>d14</c></summary>
    S28 = 60,
    /// <summary><c>s29</c>, high word of <c>d14</c></summary>
    S29 = 61,
    /// <summary><c>s30</c>, low word of <c>d15</c></summary>
    S30 = 62,
    /// <summary><c>s31</c>, high word of <c>d15</c></summary>
    S31 = 63,
}
