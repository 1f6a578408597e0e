#include "sample.h"

volatile int g_sink;
device_t g_device = { .name = "dev0", .mode = MODE_SLOW };
static const uint8_t table[8] = { 1, 2, 3, 5, 8, 13, 21, 34 };
static int counter;

static inline __attribute__((always_inline)) int scale(int value, int factor)
{
    int product = value * factor;
    g_sink = product;
    return clamp(product, -100, 100);
}

__attribute__((noinline)) static int unused_by_linker(int a)
{
    g_sink = a;
    return a * 3;
}

__attribute__((noinline)) int device_poll(device_t *dev, int event)
{
    static int calls;
    int total = 0;
    calls++;
    for (int i = 0; i < 8; i++) {
        int step = table[i] * event;
        total += scale(step, i);
        if (total > 1000) {
            int over = total - 1000;
            g_sink = over;
            total = 1000;
        }
    }
    dev->stamp = (uint64_t)total;
    dev->level = total & 31;
    if (dev->on_event)
        return dev->on_event(dev, total);
    return total + counter;
}

static int on_event(device_t *dev, int event)
{
    long long wide = (long long)event * dev->level;
    counter++;
    return (int)wide;
}

__attribute__((noinline)) int recurse(int depth, int sum)
{
    if (depth == 0)
        return sum;
    g_sink = depth;
    return recurse(depth - 1, sum + depth) + 1;
}

int (*unused_pointer(void))(int)
{
    return unused_by_linker;
}

int main(void)
{
    g_device.on_event = on_event;
    int result = device_poll(&g_device, 3);
    result += recurse(4, 0);
    result += cxx_run(result);
    g_sink = scale(result, 2);
    for (;;)
        g_sink++;
}

void Reset_Handler(void)
{
    main();
    for (;;) { }
}

__attribute__((section(".vectors"), used)) void *const vectors[2] = { (void *)0x20010000, (void *)Reset_Handler };
