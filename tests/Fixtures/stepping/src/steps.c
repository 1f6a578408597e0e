/* What a stepper stumbles over. No initialised data, no C library: nothing runs before main. */
#include <stdint.h>

#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))

extern uint32_t _estack;
void Reset_Handler(void);
void Default_Handler(void);
/* The table reaches to 0x100: where the first code is in the test firmware, too. */
__attribute__((section(".vectors"), used)) const uintptr_t vectors[64] = {
    (uintptr_t)&_estack, (uintptr_t)Reset_Handler, [2 ... 63] = (uintptr_t)Default_Handler};

typedef uint32_t jump_buffer[10];
int set_jump(jump_buffer buffer) __attribute__((returns_twice));
void longjmp(jump_buffer buffer, int value) __attribute__((noreturn));
int blind_call(int (*callback)(int), int x); /* compiled without -g */

volatile int g_sink;
volatile int g_stop;
static jump_buffer s_outer;

#define TWICE(x) (add(x, 1) + add(x, 2))
#define STORE(x) do { g_sink = (x); g_sink = (x) + 1; } while (0)

NOINLINE int add(int a, int b) { return a + b; }
NOINLINE int callback(int x)
{
    int y = x * 3;
    g_sink = y;
    return y;
}

INLINE int inner(int x)
{
    int y = x ^ 0x35;
    g_sink = y;
    return y + 1;
}

INLINE int outer(int x)
{
    int a = inner(x);
    int b = inner(a + 2);
    return a * b;
}

NOINLINE int inlined(int x)
{
    int result = outer(x);
    result += inner(result);
    for (int i = 0; i < 3; i++) result += inner(i);
    return result;
}

NOINLINE int macros(int x)
{
    int a = TWICE(x);
    STORE(a);
    int b = 1; int c = add(b, a); g_sink = c; /* several statements */
    if (c > 5) a = add(a, c); else a = add(c, 1);
    return a;
}

NOINLINE int one_line_loops(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) sum += add(i, sum);
    while (n > 0) n--, g_sink = n;
    do sum--; while (sum > 40);
    return sum;
}

NOINLINE void thrower(int depth)
{
    if (depth == 0)
        longjmp(s_outer, 7);
    thrower(depth - 1);
    g_sink = depth;
}

NOINLINE int catcher(int depth)
{
    int caught = set_jump(s_outer);
    if (caught == 0) {
        thrower(depth);
        g_sink = -1;
    }
    g_sink = caught;
    return caught + depth;
}

/* The jump goes past this one: its caller catches. */
NOINLINE void between(int depth)
{
    thrower(depth);
    g_sink = -2;
}

NOINLINE int far_catcher(void)
{
    volatile int tries = 0;
    int caught = set_jump(s_outer);
    tries = tries + 1;
    if (caught == 0)
        between(2);
    return caught + tries;
}

NOINLINE int tail(int x)
{
    g_sink = x;
    return add(x, 5);
}

NOINLINE int recursive(int n)
{
    if (n == 0)
        return 1;
    int below = recursive(n - 1);
    return below + add(n, below);
}

NOINLINE int dense(int x)
{
    switch (x) {
    case 0: return add(x, 4);
    case 1: g_sink = 3; break;
    case 2: g_sink = 9; x = callback(x); break;
    case 3: return 11;
    case 4: g_sink = 1; break;
    case 5: g_sink = 2; return x;
    default: break;
    }
    return x + 1;
}

NOINLINE int through_pointer(int (*function)(int), int x)
{
    int first = function(x);
    return first + function(first);
}

__attribute__((noreturn)) NOINLINE void never_returns(void)
{
    for (;;)
        g_sink = g_sink + 1;
}

NOINLINE int late_exit(int x)
{
    if (x & 1)
        return 3;
    int y = add(x, 1);
    g_sink = y;
    return y;
}

NOINLINE void round_done(int n) { g_sink = n; }

int main(void)
{
    for (int n = 0;; n++) {
        int x = inlined(n);
        x += macros(x & 7);
        x += one_line_loops(3);
        x += catcher(2);
        x += far_catcher();
        x += tail(x);
        x += recursive(3);
        for (int i = 0; i < 6; i++)
            x += dense(i);
        x += through_pointer(callback, n);
        x += blind_call(callback, x & 15);
        x += late_exit(n) + late_exit(n + 1);
        if (g_stop)
            never_returns();
        round_done(x);
    }
}

void Default_Handler(void)
{
    for (;;)
        g_sink = -9;
}

void Reset_Handler(void) { main(); }
