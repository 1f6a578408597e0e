/* Calls of each shape a stepper and an unwinder meets. */
#include <stdarg.h>
#include "firmware.h"

static volatile int s_sink; /* one static per unit has this name on purpose: the unit decides which is meant */
volatile int g_call_result;

NOINLINE int leaf(int x)
{
    int doubled = x * 2;
    s_sink = doubled; /* BP_LEAF */
    return doubled + 1;
}

NOINLINE int middle(int a, int b)
{
    int first = leaf(a); /* BP_MIDDLE */
    int second = leaf(b);
    return first + second; /* BP_MIDDLE_END */
}

NOINLINE int outer(int seed)
{
    int total = middle(seed, seed + 1); /* BP_OUTER */
    total += 10;
    return total;
}

/* Every statement takes a straight path: a source step moves one line each. */
NOINLINE int straight(int start)
{
    int value = start;  /* BP_STRAIGHT */
    value += 3;
    s_sink = value;
    value ^= 0x55;
    s_sink = value;
    value -= 7;
    s_sink = value; /* BP_STRAIGHT_END */
    return value;
}

NOINLINE uint32_t factorial(uint32_t n)
{
    if (n <= 1)
        return 1; /* BP_RECURSION_BOTTOM */
    uint32_t smaller = factorial(n - 1); /* BP_RECURSION_CALL */
    return n * smaller; /* BP_RECURSION_UP */
}

/* Mutual recursion, with more live values than registers. */
static bool is_odd(uint32_t n);
NOINLINE static bool is_even(uint32_t n) { return n == 0 ? true : is_odd(n - 1); }
NOINLINE static bool is_odd(uint32_t n) { return n == 0 ? false : is_even(n - 1); }

/* Inlined twice into one caller, each with a nested inline call. */
static inline __attribute__((always_inline)) int scale(int x, int factor)
{
    int scaled = x * factor;
    s_sink = scaled; /* BP_INLINE_INNER */
    return scaled;
}

static inline __attribute__((always_inline)) int scale_and_add(int x, int y)
{
    int left = scale(x, 3);
    int right = scale(y, 5);
    return left + right;
}

NOINLINE int inline_user(int x)
{
    int result = scale_and_add(x, x + 1); /* BP_INLINE_USER */
    result += scale_and_add(result, 2);
    return result;
}

/* A frame whose size is known only at run time: the CFA needs a frame pointer. */
NOINLINE int variable_frame(int count)
{
    int values[count];
    int sum = 0;
    for (int i = 0; i < count; i++)
        values[i] = leaf(i);
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum; /* BP_VLA */
}

NOINLINE int sum_of(int count, ...)
{
    va_list arguments;
    int sum = 0;
    va_start(arguments, count);
    for (int i = 0; i < count; i++)
        sum += va_arg(arguments, int); /* BP_VARARGS */
    va_end(arguments);
    return sum;
}

/* More arguments than r0-r3. */
NOINLINE int many_arguments(int a, int b, int c, int d, int e, int f, int64_t wide)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + (int)wide; /* BP_MANY_ARGUMENTS */
}

/* An optimising compiler leaves by a branch, not by a call. */
NOINLINE int tail_caller(int x)
{
    s_sink = x;
    return leaf(x + 100); /* BP_TAIL */
}

NOINLINE int shadowing(int value)
{
    int result = value;
    for (int i = 0; i < 2; i++) {
        int value = i * 100; /* hides the parameter */
        result += value;     /* BP_SHADOW */
        s_sink = result;
    }
    return result;
}

NOINLINE int select_by_switch(int selector)
{
    switch (selector) {
    case 0: s_sink = 4; return 11;
    case 1: s_sink = 3; return 7;
    case 2: s_sink = 9; return 23;
    case 3: s_sink = 1; return 5;
    case 4: s_sink = 8; return 2;
    case 5: s_sink = 6; return 40; /* BP_SWITCH */
    default: return -1;
    }
}

/* Runs from RAM: further away than a BL reaches. gcc is told so; lld makes a veneer by itself. */
#ifdef __clang__
#define FAR_CODE
#else
#define FAR_CODE __attribute__((long_call))
#endif
FAR_CODE __attribute__((section(".ramcode"), noinline)) int ram_resident(int x)
{
    int turned = x ^ 0x0F; /* BP_RAM */
    s_sink = turned;
    return turned + 1;
}

NOINLINE void run_calls(uint32_t round)
{
    int seed = (int)(round & 0xFF);
    g_call_result = outer(seed);
    CHECK(g_call_result == 4 * seed + 14);
    CHECK(straight(seed) == ((seed + 3) ^ 0x55) - 7);
    CHECK(factorial(5) == 120);
    CHECK(is_even(6) && !is_even(3));
    int inlined = (8 * seed) + 5;
    CHECK(inline_user(seed) == inlined + 3 * inlined + 10);
    CHECK(variable_frame(4) == 16);
    CHECK(sum_of(3, 10, 20, 30) == 60);
    CHECK(many_arguments(1, 2, 3, 4, 5, 6, 1000) == 1091);
    CHECK(tail_caller(seed) == 2 * (seed + 100) + 1);
    CHECK(shadowing(5) == 105);
    CHECK(select_by_switch((int)(round % 7)) != 0);
    CHECK(ram_resident(3) == 13);
    uint32_t words[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(it_block_walk(3) == 22 && it_block_walk(9) == 11);
    CHECK(tbb_walk(2) == 102 && tbb_walk(9) == 199);
    CHECK(multiple_transfer(words) == 36);
}
