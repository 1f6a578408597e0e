/* Code without debug information that calls back. */
extern volatile int g_sink;

__attribute__((noinline)) static int deeper(int (*callback)(int), int x) { return callback(x) + 1; }

int blind_call(int (*callback)(int), int x)
{
    g_sink = x;
    return deeper(callback, x + 1) * 2;
}
