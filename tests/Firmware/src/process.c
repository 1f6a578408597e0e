/* Thread mode on the process stack, with a supervisor call and the nested interrupts from there. */
#include "firmware.h"

__attribute__((section(".process_stack"), aligned(8))) static uint8_t s_process_stack[2048];
volatile uint32_t g_process_stack_runs;
volatile uint32_t g_process_result;
volatile uint32_t g_process_sp;

NOINLINE uint32_t process_work(uint32_t input)
{
    uint32_t local = input * 3;
    g_process_result = supervisor_call(local, 1); /* BP_PROCESS */
    return local + g_process_result;
}

static void process_main(void)
{
    uint32_t sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    g_process_sp = sp;
    uint32_t result = process_work(g_process_stack_runs & 0xFFFFu);
    CHECK((result & 1u) == 1u);
    CHECK(sp > (uint32_t)(uintptr_t)s_process_stack && sp <= (uint32_t)(uintptr_t)(s_process_stack + sizeof s_process_stack));
    g_process_stack_runs++;
}

NOINLINE void run_process_stack(uint32_t round)
{
    (void)round;
    call_on_stack(process_main, s_process_stack + sizeof s_process_stack);
}
