/* Calls between flash and RAM, further than BL reaches: through the linker's veneers, or by -mlong-calls through a register. Interrupted on the way. */
#include "board.h"

/* The startup code copies it with the other data. */
#define IN_RAM __attribute__((noinline, section(".data.code")))

volatile uint32_t g_rounds;
static volatile uint32_t s_value;

NOINLINE uint32_t in_flash(uint32_t value)
{
    s_value = value;
    if (value & 1)
        pend_middle();
    return value * 3;
}

IN_RAM uint32_t in_ram_leaf(uint32_t value) { return value + s_value; }

IN_RAM uint32_t in_ram(uint32_t value)
{
    uint32_t kept = value * 5;
    uint32_t below = in_flash(value) + in_flash(value + 1);
    return kept + below + s_value;
}

/* Leaves by a branch: the veneer runs with the caller's return address. */
IN_RAM uint32_t in_ram_jumps(uint32_t value)
{
    s_value = value;
    return in_flash(value + 2);
}

NOINLINE uint32_t flash_jumps(uint32_t value)
{
    s_value = value;
    return in_ram_leaf(value + 1);
}

NOINLINE static uint32_t handle(uint32_t value) { return in_ram(value) + flash_jumps(value); }

void Low_Handler(void) { s_value = handle(s_value) & 0xff; }
void Middle_Handler(void)
{
    if (g_rounds & 1)
        pend_high();
    s_value = in_ram_jumps(s_value) & 0xff;
}
void High_Handler(void) { s_value = in_ram_leaf(s_value) & 0xff; }

void program(void)
{
    priorities_init();
    for (;;) {
        s_value = handle(g_rounds) + in_ram_jumps(g_rounds) + in_ram_leaf(1);
        pend_low();
        g_rounds = g_rounds + 1;
    }
}
