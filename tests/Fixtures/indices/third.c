// C, without names in any index: compiled without -ggnu-pubnames.
struct device { int ready; struct { int low, high; } range; };
enum mode { MODE_OFF, MODE_ON };
static struct device twin;
static int same(int x) { return x + twin.ready; }
extern int first(int), second(int);
int third;

int Reset_Handler(void)
{
    twin.range.low = MODE_ON;
    third = same(first(1) + second(2));
    return third;
}
int vectors __attribute__((section(".vectors"))) = 0x20001000;
