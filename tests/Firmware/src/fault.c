/* Faults on demand: g_fault_cause chooses one; HardFault_Handler keeps what was stacked and stays. */
#include "firmware.h"

#define SCB_CCR REGISTER32(0xE000ED14u)
#define CCR_UNALIGN_TRP (1u << 3)
#define CCR_DIV_0_TRP (1u << 4)
#define UNMAPPED 0xCCCCCCCCu

volatile uint32_t g_fault_cause;

struct fault_record
{
    uint32_t seen;
    uint32_t exc_return;
    uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
    uint32_t cfsr, hfsr, bfar, mmfar;
};
volatile struct fault_record g_fault;

NOINLINE void fault_stop(void)
{
    for (;;) {
        g_fault.seen++; /* BP_FAULT */
    }
}

__attribute__((used, noreturn)) void fault_report(const uint32_t *frame, uint32_t exc_return)
{
    g_fault.exc_return = exc_return;
    g_fault.r0 = frame[0];
    g_fault.r1 = frame[1];
    g_fault.r2 = frame[2];
    g_fault.r3 = frame[3];
    g_fault.r12 = frame[4];
    g_fault.lr = frame[5];
    g_fault.pc = frame[6];
    g_fault.xpsr = frame[7];
    g_fault.cfsr = REGISTER32(0xE000ED28u);
    g_fault.hfsr = REGISTER32(0xE000ED2Cu);
    g_fault.mmfar = REGISTER32(0xE000ED34u);
    g_fault.bfar = REGISTER32(0xE000ED38u);
    fault_stop();
    __builtin_unreachable();
}

NOINLINE static int provoke(uint32_t cause, volatile int divisor)
{
    volatile uint32_t *misaligned = (volatile uint32_t *)((uintptr_t)&g_fault + 1);
    switch (cause) {
    case FAULT_UNDEFINED_INSTRUCTION: __asm volatile("udf #1"); break; /* BP_UDF */
    case FAULT_BAD_READ: return (int)REGISTER32(UNMAPPED);
    case FAULT_BAD_WRITE: REGISTER32(UNMAPPED) = 1; break;
    case FAULT_DIVIDE_BY_ZERO: SCB_CCR |= CCR_DIV_0_TRP; return 100 / divisor;
    case FAULT_UNALIGNED: SCB_CCR |= CCR_UNALIGN_TRP; return (int)*misaligned;
    case FAULT_INVALID_STATE: ((void (*)(void))0x00000200u)(); break; /* Thumb bit clear */
    case FAULT_BAD_JUMP: ((void (*)(void))0xF0000001u)(); break;      /* execute never */
    default: break;
    }
    return 0;
}

NOINLINE void run_fault(void)
{
    uint32_t cause = g_fault_cause; /* BP_RUN_FAULT */
    if (cause != FAULT_NONE)
        provoke(cause, 0);
}
