/* Vector table and reset. Nothing here needs a C library. */
#include "firmware.h"

extern uint32_t _estack, _sidata, _sdata, _edata, _siramcode, _sramcode, _eramcode, _sbss, _ebss;
extern void (*const _sinit[])(void);
extern void (*const _einit[])(void);

int main(void);
void Reset_Handler(void);
void Default_Handler(void);
void HardFault_Handler(void);
void SVC_Handler(void);
void PendSV_Handler(void);
void SysTick_Handler(void);
void SWI0_EGU0_IRQHandler(void);
void SWI1_EGU1_IRQHandler(void);

#define CPACR REGISTER32(0xE000ED88u)

/* Cortex-M4 exceptions 0..15, then 48 interrupts of the nRF52840; 20 and 21 are the software interrupts. */
__attribute__((section(".vectors"), used))
void (*const g_vectors[16 + 48])(void) = {
    (void (*)(void))&_estack, Reset_Handler,   Default_Handler, HardFault_Handler,
    Default_Handler,          Default_Handler, Default_Handler, 0,
    0,                        0,               0,               SVC_Handler,
    Default_Handler,          0,               PendSV_Handler,  SysTick_Handler,
    [16 ... 35] = Default_Handler,
    [36] = SWI0_EGU0_IRQHandler,
    [37] = SWI1_EGU1_IRQHandler,
    [38 ... 63] = Default_Handler,
};

void Default_Handler(void)
{
    for (;;) {
    }
}

static void copy_words(uint32_t *to, const uint32_t *end, const uint32_t *from)
{
    while (to < end)
        *to++ = *from++;
}

void Reset_Handler(void)
{
    CPACR |= 0xFu << 20; /* CP10 and CP11: full access */
    __asm volatile("dsb\n\tisb");
    copy_words(&_sdata, &_edata, &_sidata);
    copy_words(&_sramcode, &_eramcode, &_siramcode);
    for (volatile uint32_t *word = &_sbss; word < &_ebss; word++)
        *word = 0;
    for (void (*const *constructor)(void) = _sinit; constructor < _einit; constructor++)
        (*constructor)();
    main();
    for (;;) {
    }
}

/* The compilers may call these two for structure copies and clears. */
__attribute__((used)) void *memcpy(void *to, const void *from, size_t size)
{
    volatile uint8_t *target = to;
    const uint8_t *source = from;
    while (size--)
        *target++ = *source++;
    return to;
}

__attribute__((used)) void *memset(void *to, int value, size_t size)
{
    volatile uint8_t *target = to;
    while (size--)
        *target++ = (uint8_t)value;
    return to;
}
