#include "names.h"

namespace shop {
struct Hidden { Colour colour; Size size; };
static Hidden instance = { Colour::Green, Large };
}
shop::Hidden *hidden = &shop::instance;
namespace { int quiet = 7; struct Twin { int b; }; }
static Twin twin;
static const int limit = 7;
__attribute__((noinline)) static int same(int x) { sink = x; return x - quiet; }

extern "C" int second(int x)
{
    enum Mood { Calm = 2, Wild };
    static shop::Shelf<short, 2> shelf;
    shop::Shelf<short, 2>::Slot slot = { (short)x, Wild };
    shelf.slots[x & 1] = slot;
    twin.b = x;
    return shelf.sum() + same(x) + shop::inlined(x) + shop::twice(limit) + (int)shop::Box{ nullptr };
}
