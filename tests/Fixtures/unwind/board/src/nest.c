/* Exceptions three deep, each level with and without: a floating-point context, its lazy write forced, a padded frame. The thread is on MSP or PSP. */
#include "board.h"

enum { USES_FPU = 1, WRITES_FRAME = 2, IS_ODD = 4, LEVELS = 3, BITS = 3, ON_PROCESS_STACK = 1 << (LEVELS * BITS) };

/* tests/Fixtures/unwind/board/src/stack.S */
uint32_t with_odd_stack(uint32_t (*function)(uint32_t), uint32_t argument);
uint32_t on_process_stack(uint32_t (*function)(uint32_t), uint32_t argument, uint32_t *top);

volatile uint32_t g_rounds;
static volatile uint32_t s_case;
static volatile float s_value = 1.5f;
static uint32_t s_process_stack[256] __attribute__((aligned(8)));

/* Interrupted between the two uses of its floating-point value. */
NOINLINE static uint32_t float_work(uint32_t level)
{
    float kept = s_value * 0.5f + (float)level;
    if (level == 0)
        pend_low();
    else if (level == 1)
        pend_middle();
    else if (level == 2)
        pend_high();
    __asm volatile("dsb\n\tisb");
    return (uint32_t)(kept * 2.0f);
}

NOINLINE static uint32_t plain_work(uint32_t level)
{
    if (level == 0)
        pend_low();
    else if (level == 1)
        pend_middle();
    else if (level == 2)
        pend_high();
    __asm volatile("dsb\n\tisb");
    return level * 2;
}

NOINLINE static uint32_t run_level(uint32_t level)
{
    uint32_t flags = s_case >> (level * BITS);
    uint32_t (*work)(uint32_t) = (flags & USES_FPU) ? float_work : plain_work;
    return (flags & IS_ODD) ? with_odd_stack(work, level) : work(level);
}

/* Using the FPU makes the processor write the frame that it only reserved. */
NOINLINE static void handle(uint32_t level)
{
    uint32_t before = s_case >> ((level - 1) * BITS);
    if (before & WRITES_FRAME)
        s_value = s_value * 0.25f + 1.0f;
    if (level < LEVELS)
        run_level(level);
    else
        g_rounds = g_rounds + 1;
}

void Low_Handler(void) { handle(1); }
void Middle_Handler(void) { handle(2); }
void High_Handler(void) { handle(3); }

void program(void)
{
    priorities_init();
    for (uint32_t round = 0;; round++) {
        s_case = round & (2 * ON_PROCESS_STACK - 1);
        if (s_case & ON_PROCESS_STACK)
            on_process_stack(run_level, 0, s_process_stack + 256);
        else
            run_level(0);
        /* The next round starts without a floating-point context. */
        __asm volatile("mrs r0, control\n\tbic r0, #4\n\tmsr control, r0\n\tisb" : : : "r0");
    }
}
