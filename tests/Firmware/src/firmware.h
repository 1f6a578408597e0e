/* What the units of the test firmware share. Every global that a test reads or writes is declared here. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define REGISTER32(address) (*(volatile uint32_t *)(address))
#define NOINLINE __attribute__((noinline))

/* Switches: all zero after reset; a test sets them from the debugger. */
extern volatile uint32_t g_fault_cause;       /* enum fault_cause: the next loop runs into this fault */
extern volatile uint32_t g_use_semihosting;   /* 1: each loop prints a line through BKPT 0xAB */
extern volatile uint32_t g_use_wfi;           /* 1: each loop sleeps until an interrupt (never step this on QEMU 7.2) */

/* Counters: what ran, for tests that look whether it did. */
extern volatile uint32_t g_loops;             /* rounds of the main loop */
extern volatile uint32_t g_check_failures;    /* own checks that did not hold: stays 0 */
extern volatile uint32_t g_first_failure;     /* line of the first of them */
extern volatile uint32_t g_systick_count;
extern volatile uint32_t g_inner_irq_count;
extern volatile uint32_t g_outer_irq_count;
extern volatile uint32_t g_svc_count;
extern volatile uint32_t g_pendsv_count;
extern volatile uint32_t g_max_nesting;       /* most exceptions active at one time */
extern volatile uint32_t g_process_stack_runs;

enum fault_cause
{
    FAULT_NONE,
    FAULT_UNDEFINED_INSTRUCTION,
    FAULT_BAD_READ,
    FAULT_BAD_WRITE,
    FAULT_DIVIDE_BY_ZERO,
    FAULT_UNALIGNED,
    FAULT_INVALID_STATE,
    FAULT_BAD_JUMP
};

void check_at(bool holds, uint32_t line);
#define CHECK(condition) check_at((condition), __LINE__)

/* calls.c */
int leaf(int x);
int middle(int a, int b);
int outer(int seed);
uint32_t factorial(uint32_t n);
void run_calls(uint32_t round);

/* data.c */
void run_data(uint32_t round);

/* fpu.c */
void run_fpu(uint32_t round);

/* exceptions.c */
void exceptions_init(void);
void run_exceptions(uint32_t round);

/* process.c */
void run_process_stack(uint32_t round);

/* fault.c */
void run_fault(void);

/* trace.c */
void trace_init(void);
void run_trace(uint32_t round);

/* shapes.cpp */
void run_shapes(uint32_t round);

/* core.S: short hand-written sequences, the same in each build */
uint32_t it_block_walk(uint32_t value);                  /* > 5: 11, else 22 */
uint32_t tbb_walk(uint32_t selector);                    /* 0..3: 100, 101, 102, 103; else 199 */
uint32_t lock_increment(volatile uint32_t *word);        /* LDREX/STREX; returns the new value */
uint32_t fpscr_walk(float dividend, float divisor);      /* each kind of FP instruction once; returns FPSCR at the end */
uint32_t supervisor_call(uint32_t a, uint32_t b);        /* SVC 7 */
void call_on_stack(void (*function)(void), void *top);   /* runs FUNCTION in thread mode on PSP */
uint32_t multiple_transfer(uint32_t *words);             /* LDM/STM of 8 words; returns their sum */

#ifdef __cplusplus
}
#endif
#endif
