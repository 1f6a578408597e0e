#include "names.h"

namespace shop {
int Box::count = 3;
struct Box::Lid { int weight; };
}
namespace { int quiet = 5; struct Twin { short a; }; }
static Twin twin;
static const int limit = 100;
static int same(int x) { sink = x; return x + quiet; }
volatile int sink;
typedef unsigned long word_t;

extern "C" int first(int x)
{
    struct Local { int a; int grow(int by) { return a += by + sink; } } local = { x };
    auto scaled = [&](int k) __attribute__((noinline)) { return local.grow(k) * limit; };
    static shop::Shelf<int, 4> shelf;
    static shop::Box::Lid lid;
    shop::Box box = { &lid };
    twin.a = (short)x;
    word_t word = (word_t)shelf.sum();
    return scaled((int)word) + same(x) + shop::inlined(x) + shop::twice(x) + box(x) + lid.weight;
}
