/* Floating point: cumulative flags, compares, values held in s16-s31 over calls. */
#include "firmware.h"

volatile float g_quotient;
volatile float g_dot;
volatile uint32_t g_fpscr;
volatile double g_double_sum;

static inline uint32_t read_fpscr(void)
{
    uint32_t value;
    __asm volatile("vmrs %0, fpscr" : "=r"(value));
    return value;
}

static inline void write_fpscr(uint32_t value)
{
    __asm volatile("vmsr fpscr, %0" : : "r"(value) : "memory");
}

NOINLINE float divide(float dividend, float divisor)
{
    float quotient = dividend / divisor; /* BP_DIVIDE: 1/3 is inexact and sets IXC */
    return quotient;                     /* BP_DIVIDED */
}

NOINLINE int compare(float left, float right)
{
    if (left < right) /* BP_COMPARE */
        return -1;
    if (left > right)
        return 1;
    return left == right ? 0 : 2; /* 2: unordered */
}

/* The sums stay in callee-saved S registers while divide runs. */
NOINLINE float dot(const float *left, const float *right, int count)
{
    float sum = 0.0f;
    float error = 0.0f;
    for (int i = 0; i < count; i++) {
        float product = left[i] * right[i];
        error += divide(product, 3.0f) * 0.0f; /* BP_DOT */
        sum += product;
    }
    return sum + error;
}

NOINLINE void run_fpu(uint32_t round)
{
    static const float left[4] = {1.0f, 2.0f, 3.0f, 4.0f};
    static const float right[4] = {0.5f, 0.25f, 2.0f, 1.0f};
    uint32_t saved = read_fpscr();
    write_fpscr(0);
    g_quotient = divide(1.0f, 3.0f);
    CHECK((read_fpscr() & 0x10u) != 0); /* IXC */
    write_fpscr(0);
    g_quotient = divide(1.0f, 4.0f);
    CHECK((read_fpscr() & 0x10u) == 0);
    CHECK(compare(1.0f, 2.0f) == -1 && compare(2.0f, 1.0f) == 1 && compare(1.0f, 1.0f) == 0);
    CHECK(compare(__builtin_nanf(""), 1.0f) == 2);
    g_dot = dot(left, right, 4);
    CHECK(g_dot == 11.0f);
    g_fpscr = fpscr_walk(1.0f, 3.0f);
    CHECK((g_fpscr & 0xF0000010u) == 0x80000010u); /* N from the compare, IXC from the division */
    g_double_sum = g_double_sum + (double)round * 0.5;
    write_fpscr(saved); /* BP_FPU_END */
}
