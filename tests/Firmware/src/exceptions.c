/* Interrupts of three priorities that nest, each using the FPU, so that lazy stacking happens at every level. */
#include "firmware.h"

#define SYST_CSR REGISTER32(0xE000E010u)
#define SYST_RVR REGISTER32(0xE000E014u)
#define SYST_CVR REGISTER32(0xE000E018u)
#define NVIC_ISER0 REGISTER32(0xE000E100u)
#define NVIC_ISPR0 REGISTER32(0xE000E200u)
#define NVIC_IPR(interrupt) (*(volatile uint8_t *)(0xE000E400u + (interrupt)))
#define SCB_ICSR REGISTER32(0xE000ED04u)
#define SCB_SHPR(exception) (*(volatile uint8_t *)(0xE000ED14u + (exception)))
#define ICSR_PENDSVSET (1u << 28)

#define INNER_IRQ 20u /* SWI0_EGU0: preempts all the others */
#define OUTER_IRQ 21u /* SWI1_EGU1: the lowest but PendSV */
#define SYSTICK_PERIOD 20000u

volatile uint32_t g_systick_count;
volatile uint32_t g_inner_irq_count;
volatile uint32_t g_outer_irq_count;
volatile uint32_t g_svc_count;
volatile uint32_t g_pendsv_count;
volatile uint32_t g_max_nesting;
volatile float g_tick_average;
volatile float g_inner_level;
volatile float g_outer_level;
volatile uint32_t g_lock_word;

static volatile uint32_t s_nesting;

static void enter(void)
{
    uint32_t depth = s_nesting + 1;
    s_nesting = depth;
    if (depth > g_max_nesting)
        g_max_nesting = depth;
}

static void leave(void) { s_nesting--; }

static void pend(uint32_t interrupt)
{
    NVIC_ISPR0 = 1u << interrupt;
    __asm volatile("dsb\n\tisb");
}

void exceptions_init(void)
{
    SCB_SHPR(11 - 4) = 0x20;       /* SVCall */
    NVIC_IPR(INNER_IRQ) = 0x40;
    SCB_SHPR(15 - 4) = 0x80;       /* SysTick */
    NVIC_IPR(OUTER_IRQ) = 0xC0;
    SCB_SHPR(14 - 4) = 0xE0;       /* PendSV */
    NVIC_ISER0 = (1u << INNER_IRQ) | (1u << OUTER_IRQ);
    SYST_RVR = SYSTICK_PERIOD - 1;
    SYST_CVR = 0;
    SYST_CSR = 7;                  /* core clock, interrupt, enable */
}

void SysTick_Handler(void)
{
    enter();
    g_systick_count++; /* BP_SYSTICK */
    g_tick_average = g_tick_average * 0.75f + (float)g_systick_count * 0.25f;
    leave();
}

NOINLINE uint32_t nested_work(uint32_t depth)
{
    uint32_t deeper = depth * 2;
    g_inner_level = g_inner_level * 0.5f + (float)deeper; /* BP_NESTED */
    return deeper;
}

void SWI0_EGU0_IRQHandler(void)
{
    enter();
    uint32_t count = g_inner_irq_count + nested_work(g_max_nesting) * 0 + 1;
    g_inner_irq_count = count; /* BP_INNER_IRQ */
    leave();
}

void SWI1_EGU1_IRQHandler(void)
{
    enter();
    float level = g_outer_level + 1.0f;
    pend(INNER_IRQ); /* BP_OUTER_IRQ: the inner interrupt preempts here */
    g_outer_level = level;
    g_outer_irq_count++;
    leave();
}

void PendSV_Handler(void)
{
    g_pendsv_count++; /* BP_PENDSV */
}

/* FRAME is the stacked r0-r3, r12, lr, pc, xPSR of the caller. */
__attribute__((used)) void svc_dispatch(uint32_t *frame)
{
    uint8_t number = ((const uint8_t *)frame[6])[-2];
    g_svc_count++;
    frame[0] = number == 7 ? frame[0] + frame[1] : 0xFFFFFFFFu; /* BP_SVC */
}

NOINLINE uint32_t trigger_nested(uint32_t round)
{
    float before = (float)round * 0.5f; /* alive in an FP register over the interrupts */
    pend(OUTER_IRQ);                    /* BP_TRIGGER */
    return (uint32_t)(before * 2.0f);
}

NOINLINE void run_exceptions(uint32_t round)
{
    uint32_t inner = g_inner_irq_count;
    uint32_t outer_count = g_outer_irq_count;
    CHECK(trigger_nested(round & 0xFFFFu) == (round & 0xFFFFu));
    CHECK(g_inner_irq_count == inner + 1 && g_outer_irq_count == outer_count + 1);
    CHECK(g_max_nesting >= 2);
    CHECK(supervisor_call(round, 5) == round + 5);
    SCB_ICSR = ICSR_PENDSVSET;
    __asm volatile("dsb\n\tisb");
    uint32_t word = g_lock_word;
    CHECK(lock_increment(&g_lock_word) == word + 1);
}
