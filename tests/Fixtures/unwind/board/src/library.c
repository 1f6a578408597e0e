/* Code that unwinders have trouble with: a C library written in assembly, non-local jumps, functions that do not return, stacks of odd shapes. */
#include "board.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile uint32_t g_rounds;
volatile uint32_t g_sink;
volatile double g_double = 2.75;
volatile uint64_t g_wide = 0x123456789abcull;
volatile float g_float = 1.25f;
static jmp_buf s_jump;
static char s_text[128], s_copy[128];

void Low_Handler(void) { g_sink = g_sink + (uint32_t)strlen(s_text); }
void Middle_Handler(void) { memcpy(s_copy, s_text + 1, 61); }
void High_Handler(void) { g_wide = g_wide / 3u + 0x1000000000ull; }

static int compare(const void *left, const void *right) { return *(const int *)left - *(const int *)right; }

NOINLINE static void strings(uint32_t round)
{
    for (uint32_t at = 0; at < 5; at++) {
        memset(s_text, 'a', sizeof s_text - 1);
        s_text[60 + at] = 0;
        g_sink = (uint32_t)strlen(s_text + at) + round;
        memcpy(s_copy + at, s_text, 40);
        memmove(s_copy + 1, s_copy + at, 50);
        g_sink = (uint32_t)(uintptr_t)memchr(s_text + at, 'b', 50) + (uint32_t)strcmp(s_text + at, s_copy + at);
    }
}

NOINLINE static void numbers(uint32_t round)
{
    g_wide = (g_wide + round) / 7u + 0x123456789abull;
    g_wide = (uint64_t)((int64_t)g_wide % 1000003) * 77777u + (g_wide << (round & 31));
    g_double = g_double * 1.0625 / 1.03125 + (double)round;
    g_sink = (uint32_t)g_double + (g_double > 100.0);
    if (g_double > 1e6)
        g_double = 0.5;
    g_float = g_float * 1.5f - (float)round / 3.0f;
}

NOINLINE static void sorting(void)
{
    int values[12];
    for (int i = 0; i < 12; i++)
        values[i] = (i * 7) % 11;
    qsort(values, 12, sizeof values[0], compare);
    g_sink = (uint32_t)values[5];
}

/* Arguments of variadic functions are pushed in front of everything else. */
NOINLINE static int formatted(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsniprintf(s_copy, sizeof s_copy, format, arguments);
    va_end(arguments);
    return length;
}

/* Ends with the call: the return address is the next function's first byte. */
__attribute__((noreturn)) NOINLINE static void give_up(int code) { longjmp(s_jump, code); }
__attribute__((noreturn)) NOINLINE static void fail(int code) { g_sink = (uint32_t)code; give_up(code); }

NOINLINE static int must_be_even(int number)
{
    if (number & 1)
        fail(number);
    g_sink = (uint32_t)number;
    return number / 2;
}

NOINLINE static int guarded(int number)
{
    int caught = setjmp(s_jump);
    if (caught)
        return -caught;
    return must_be_even(number) + must_be_even(number * 2);
}

NOINLINE static uint32_t variable_frame(uint32_t size)
{
    volatile uint32_t words[size];
    for (uint32_t i = 0; i < size; i++)
        words[i] = i;
    g_sink = words[size - 1];
    return words[size / 2];
}

NOINLINE static uint32_t large_frame(uint32_t seed)
{
    volatile uint32_t words[700];
    for (uint32_t i = 0; i < 700; i += 175)
        words[i] = seed;
    return words[350] + (uint32_t)formatted("%u", (unsigned)seed);
}

NOINLINE static uint32_t aligned_frame(uint32_t seed)
{
    volatile uint32_t words[8] __attribute__((aligned(64)));
    words[3] = seed;
    g_sink = (uint32_t)((uintptr_t)words & 63u);
    return words[3] + (uint32_t)strlen("aligned");
}

NOINLINE static float many_floats(float a, float b)
{
    float x = a * b, y = a + b, z = a - b, w = x * y;
    g_sink = (uint32_t)must_be_even(4);
    return x + y * z - w * (float)strlen("abc");
}

#ifdef __GNUC__
#ifndef __clang__
/* A pointer to a nested function leads through code that the compiler writes onto the stack. */
NOINLINE static uint32_t call_it(uint32_t (*function)(uint32_t)) { return function(3) + 1; }
NOINLINE static uint32_t through_stack_code(uint32_t base)
{
    uint32_t nested(uint32_t x) { return base + x; }
    return call_it(nested);
}
#endif
#endif

NOINLINE static int choose(int number)
{
    switch (number) {
    case 0: return formatted("%d", number);
    case 1: g_sink = 5; break;
    case 2: return compare(&number, &number) + 2;
    case 3: g_sink = 9; number = guarded(2); break;
    case 4: g_sink = 1; break;
    case 5: return (int)g_sink;
    case 6: g_sink = 8; number++; break;
    default: break;
    }
    return number + 1;
}

NOINLINE static int tail(int number)
{
    g_sink = (uint32_t)number;
    return choose(number + 1);
}

NOINLINE static int early(int number)
{
    if (number < 2)
        return number;
    int length = formatted("%s-%x", "early", (unsigned)number);
    g_sink = (uint32_t)length;
    return tail(length & 7);
}

void program(void)
{
    priorities_init();
    for (uint32_t round = 0;; round++) {
        strings(round);
        numbers(round);
        sorting();
        g_sink = (uint32_t)guarded(6) + (uint32_t)guarded(7);
        g_sink = variable_frame(8 + (round & 7)) + large_frame(round) + aligned_frame(round);
        g_float = many_floats(g_float, 2.0f);
#ifndef __clang__
        g_sink = through_stack_code(round);
#endif
        for (int i = 0; i < 8; i++)
            g_sink = (uint32_t)(choose(i) + early(i));
        if (g_float > 1e6f || g_float < -1e6f)
            g_float = 1.0f;
        g_rounds = round + 1;
    }
}
