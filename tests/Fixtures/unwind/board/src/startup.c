/* Vector table and reset for the images of this folder. */
#include "board.h"

extern uint32_t _estack, _sidata, _sdata, _edata, _sbss, _ebss;
void Reset_Handler(void);

__attribute__((section(".vectors"), used)) const uintptr_t vectors[64] = {
    (uintptr_t)&_estack, (uintptr_t)Reset_Handler, (uintptr_t)Default_Handler, (uintptr_t)Default_Handler,
    [11] = (uintptr_t)Default_Handler, [14] = (uintptr_t)Low_Handler, [15] = (uintptr_t)Default_Handler,
    [36] = (uintptr_t)High_Handler, [37] = (uintptr_t)Middle_Handler};

void Default_Handler(void)
{
    for (;;) {
    }
}

void priorities_init(void)
{
    /* Whole words: ARMv6-M has no byte access here. PendSV is low, interrupt 21 middle, interrupt 20 high. */
    REGISTER32(0xE000ED20u) = 0x00C00000u;
    REGISTER32(0xE000E414u) = 0x00008040u;
    REGISTER32(0xE000E100u) = (1u << 20) | (1u << 21);
}

void pend_high(void) { REGISTER32(0xE000E200u) = 1u << 20; }
void pend_middle(void) { REGISTER32(0xE000E200u) = 1u << 21; }
void pend_low(void) { REGISTER32(0xE000ED04u) = 1u << 28; }

void Reset_Handler(void)
{
#ifdef __ARM_FP
    REGISTER32(0xE000ED88u) |= 0xFu << 20;
    __asm volatile("dsb\n\tisb");
#endif
    const uint32_t *from = &_sidata;
    for (volatile uint32_t *to = &_sdata; to < &_edata; to++)
        *to = *from++;
    for (volatile uint32_t *to = &_sbss; to < &_ebss; to++)
        *to = 0;
    program();
}
