/* Declarations shared by the C and C++ halves of the sample. */
#ifndef SAMPLE_H
#define SAMPLE_H
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

struct device;
typedef int (*handler_t)(struct device *dev, int event);

enum mode { MODE_OFF, MODE_SLOW = 5, MODE_FAST, MODE_MAX = 0x7fff };

typedef struct {
    uint16_t samples[32];
    float gain;
    double offset;
} channel_t;

union word {
    uint32_t u;
    float f;
    uint8_t bytes[4];
    struct { unsigned low : 12; unsigned mid : 13; int high : 7; } parts;
};

struct device {
    const char *name;
    enum mode mode;
    volatile uint32_t *base;
    channel_t channels[2];
    handler_t on_event;
    struct device *next;
    unsigned ready : 1;
    unsigned level : 5;
    signed trim : 6;
    uint64_t stamp : 40;
    union word last;
    int8_t matrix[3][4];
};

typedef struct device device_t;

int device_poll(device_t *dev, int event);
int cxx_run(int seed);
extern volatile int g_sink;

static inline int clamp(int value, int low, int high)
{
    if (value < low)
        return low;
    if (value > high)
        return high;
    return value;
}

#ifdef __cplusplus
}
#endif
#endif
