/* Values of each type that C has, with contents a test can state. */
#include "firmware.h"

static volatile int s_sink = 77;

enum mode { MODE_IDLE, MODE_RUN = 5, MODE_SLEEP = 6, MODE_NEGATIVE = -3 };
enum option { OPTION_A = 1, OPTION_B = 2, OPTION_C = 4 };

typedef struct point {
    int16_t x;
    int16_t y;
} point_t;

typedef struct node {
    struct node *next;
    int key;
    const char *name;
} node_t;

union word_view {
    uint32_t word;
    uint8_t bytes[4];
    float number;
};

struct flags {
    unsigned ready : 1;
    unsigned level : 3;
    int offset : 5;      /* signed */
    enum mode mode : 4;
    unsigned : 0;
    unsigned high : 17;
    unsigned top : 15;
};

struct __attribute__((packed)) wire_header {
    uint8_t kind;
    uint32_t length;     /* unaligned */
    uint16_t crc;
};

struct device;
typedef int (*handler_t)(struct device *, int);

struct device {
    const char *label;
    enum mode mode;
    point_t corners[4];
    int16_t matrix[2][3];
    union word_view view;
    struct flags flags;
    handler_t handler;
    node_t *head;
    double gain;
    float ratio;
    bool enabled;
    char tag[8];
    union {              /* anonymous: its members belong to the device */
        uint32_t raw;
        struct { uint16_t low, high; } halves;
    };
    struct device *self;
    void *opaque;
};

static int on_event(struct device *device, int value);
static int on_other(struct device *device, int value);

static node_t s_nodes[4] = {
    {&s_nodes[1], 10, "ten"},
    {&s_nodes[2], 20, "twenty"},
    {&s_nodes[3], 30, "thirty"},
    {NULL, 40, "forty"},
};

struct device g_device = {
    .label = "sensor",
    .mode = MODE_RUN,
    .corners = {{1, 2}, {3, -4}, {-5, 6}, {700, -800}},
    .matrix = {{1, 2, 3}, {-4, -5, -6}},
    .view = {.word = 0x3FC00000u}, /* 1.5f */
    .flags = {.ready = 1, .level = 5, .offset = -9, .mode = MODE_SLEEP, .high = 0x1ABCD, .top = 0x7001},
    .handler = on_event,
    .head = s_nodes,
    .gain = 2.5,
    .ratio = -0.125f,
    .enabled = true,
    .tag = "ab\n\"c",
    .raw = 0xBEEF1234u,
    .self = &g_device,
    .opaque = &g_device.matrix,
};

struct wire_header g_header = {0x7E, 0x11223344u, 0xABCDu};
const uint8_t g_table[8] = {1, 1, 2, 3, 5, 8, 13, 21};
volatile uint64_t g_wide = 0x1122334455667788ull;
volatile int64_t g_negative_wide = -5;
volatile int8_t g_small = -100;
volatile char g_letter = 'R';
volatile _Bool g_flag = true;
volatile enum option g_options = OPTION_A | OPTION_C;
const char *const g_names[3] = {"alpha", "beta", "gamma"};
char **g_name_cursor = (char **)&g_names[1];
handler_t g_handlers[2] = {on_event, on_other};
float g_infinity = __builtin_inff();
float g_not_a_number = __builtin_nanf("");
uint8_t g_block[1024];

NOINLINE static int on_event(struct device *device, int value)
{
    return (int)device->mode + value; /* BP_HANDLER */
}

NOINLINE static int on_other(struct device *device, int value)
{
    return device->corners[0].x - value;
}

NOINLINE static int sum_list(const node_t *head)
{
    int sum = 0;
    for (const node_t *node = head; node != NULL; node = node->next)
        sum += node->key; /* BP_LIST */
    return sum;
}

NOINLINE static point_t make_point(int x, int y)
{
    point_t made = {(int16_t)x, (int16_t)y};
    return made;
}

/* Locals of each kind, all of them alive at the mark. */
NOINLINE int inspect(struct device *device, int value, float factor)
{
    int numbers[5];
    for (int i = 0; i < 5; i++)
        numbers[i] = value * i;
    point_t origin = make_point(value, -value);
    union word_view view;
    view.number = factor;
    const char *text = device->label;
    enum mode mode = device->mode;
    double scaled = (double)factor * device->gain;
    uint64_t wide = (uint64_t)value << 33;
    int sum = sum_list(device->head);
    sum += device->handler(device, value); /* BP_DATA */
    sum += numbers[4] + origin.x + (int)view.bytes[3] + text[0] + (int)mode + (int)scaled + (int)(wide >> 33);
    s_sink = sum;
    return sum; /* BP_DATA_END */
}

NOINLINE void run_data(uint32_t round)
{
    int value = (int)(round % 100);
    CHECK(g_header.length == 0x11223344u);
    /* list 100, handler 5 + v, numbers 4v, origin v, 0x40 of 2.0f, 's' 115, mode 5, scaled 5, wide v */
    CHECK(inspect(&g_device, value, 2.0f) == 100 + 5 + 0x40 + 115 + 5 + 5 + 7 * value);
    CHECK(g_handlers[1](&g_device, 3) == -2);
    for (uint32_t i = 0; i < sizeof g_block; i++)
        g_block[i] = (uint8_t)(i * 7u + (i >> 8));
}
