/* What the firmware says: an RTT control block in SEGGER's layout, ITM stimulus writes, semihosting. */
#include "firmware.h"

#define ITM_STIMULUS8(port) (*(volatile uint8_t *)(0xE0000000u + 4u * (port)))
#define ITM_STIMULUS16(port) (*(volatile uint16_t *)(0xE0000000u + 4u * (port)))
#define ITM_STIMULUS32(port) REGISTER32(0xE0000000u + 4u * (port))
#define ITM_TER REGISTER32(0xE0000E00u)
#define ITM_TCR REGISTER32(0xE0000E80u)

#define SYS_WRITE0 4

volatile uint32_t g_use_semihosting;
volatile uint32_t g_rtt_lost;

struct rtt_ring
{
    const char *name;
    char *buffer;
    uint32_t size;
    volatile uint32_t write;
    volatile uint32_t read;
    uint32_t flags;
};

/* The layout that J-Link, OpenOCD and pyOCD look for in RAM. */
struct rtt_control_block
{
    char id[16];
    int32_t up_count;
    int32_t down_count;
    struct rtt_ring up[2];
    struct rtt_ring down[1];
};

static char s_up_terminal[256];
static char s_up_data[64];
static char s_down_terminal[16];
struct rtt_control_block _SEGGER_RTT;

/* The id is written last and backwards, so that neither flash nor a half-made block can be taken for one. */
NOINLINE void trace_init(void)
{
    static const char reversed[] = "TTR REGGES";
    _SEGGER_RTT.up_count = 2;
    _SEGGER_RTT.down_count = 1;
    _SEGGER_RTT.up[0] = (struct rtt_ring){"Terminal", s_up_terminal, sizeof s_up_terminal, 0, 0, 0};
    _SEGGER_RTT.up[1] = (struct rtt_ring){"Data", s_up_data, sizeof s_up_data, 0, 0, 0};
    _SEGGER_RTT.down[0] = (struct rtt_ring){"Terminal", s_down_terminal, sizeof s_down_terminal, 0, 0, 0};
    volatile char *id = _SEGGER_RTT.id;
    for (uint32_t i = 0; i < sizeof reversed - 1; i++)
        id[i] = reversed[sizeof reversed - 2 - i];
}

NOINLINE void rtt_put(struct rtt_ring *ring, char byte)
{
    uint32_t next = ring->write + 1;
    if (next == ring->size)
        next = 0;
    if (next == ring->read) {
        g_rtt_lost++;
        return;
    }
    ring->buffer[ring->write] = byte;
    ring->write = next;
}

NOINLINE void rtt_print(uint32_t channel, const char *text)
{
    while (*text != 0)
        rtt_put(&_SEGGER_RTT.up[channel], *text++);
}

/* Whatever comes down goes up again. */
static void rtt_echo(void)
{
    struct rtt_ring *down = &_SEGGER_RTT.down[0];
    while (down->read != down->write) {
        uint32_t next = down->read + 1;
        rtt_put(&_SEGGER_RTT.up[0], down->buffer[down->read]);
        down->read = next == down->size ? 0 : next;
    }
}

static bool itm_ready(uint32_t port)
{
    if ((ITM_TCR & 1u) == 0 || (ITM_TER & (1u << port)) == 0)
        return false;
    for (int tries = 0; tries < 1000; tries++)
        if ((ITM_STIMULUS32(port) & 1u) != 0)
            return true;
    return false;
}

NOINLINE void itm_print(const char *text)
{
    for (; *text != 0; text++)
        if (itm_ready(0))
            ITM_STIMULUS8(0) = (uint8_t)*text;
}

NOINLINE void itm_sample(uint16_t half, uint32_t word)
{
    if (itm_ready(1))
        ITM_STIMULUS16(1) = half;
    if (itm_ready(2))
        ITM_STIMULUS32(2) = word;
}

NOINLINE static int semihosting(int operation, const void *argument)
{
    register int r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory"); /* BP_SEMIHOSTING */
    return r0;
}

NOINLINE void run_trace(uint32_t round)
{
    if (round == 0)
        rtt_print(0, "firmware up\r\n");
    if ((round & 63u) == 1u)
        rtt_print(0, "tick\r\n"); /* BP_TRACE */
    rtt_put(&_SEGGER_RTT.up[1], (char)round);
    rtt_echo();
    itm_print("r\n");
    itm_sample((uint16_t)round, round * 3u);
    if (g_use_semihosting)
        semihosting(SYS_WRITE0, "hello from semihosting\n");
}
