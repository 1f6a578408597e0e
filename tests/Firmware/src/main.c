/* The main loop: one round exercises every unit once. */
#include "firmware.h"

volatile uint32_t g_use_wfi;
volatile uint32_t g_loops;
volatile uint32_t g_check_failures;
volatile uint32_t g_first_failure;

/* Called at the end of each round: a breakpoint here sees a firmware that has done all its work. */
NOINLINE void round_done(uint32_t round)
{
    g_loops = round + 1; /* BP_ROUND_DONE */
}

NOINLINE void check_at(bool holds, uint32_t line)
{
    if (holds)
        return;
    if (g_check_failures == 0)
        g_first_failure = line;
    g_check_failures++;
}

int main(void)
{
    uint32_t round = 0; /* BP_MAIN */
    trace_init();
    exceptions_init();
    for (;;) {
        run_calls(round); /* BP_LOOP */
        run_data(round);
        run_fpu(round);
        run_shapes(round);
        run_exceptions(round);
        run_process_stack(round);
        run_trace(round);
        run_fault();
        if (g_use_wfi)
            __asm volatile("wfi"); /* BP_WFI */
        round_done(round);
        round++;
    }
}
