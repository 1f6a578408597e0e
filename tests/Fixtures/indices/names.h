// What two units share: a template, an inline function, a type with types inside, one that only one unit completes.
#pragma once
namespace shop {
enum class Colour { Red, Green };
enum Size { Small, Large };

template <typename T, int N> struct Shelf {
    struct Slot { T value; int used; };
    enum Place { Top, Bottom };
    Slot slots[N];
    int sum() const { int total = 0; for (int i = 0; i < N; i++) total += (int)slots[i].value; return total; }
};

struct Hidden;
struct Box {
    struct Lid;
    Lid *lid;
    static int count;
    static constexpr int most = 12;
    int operator()(int x) const { return x * count; }
    operator int() const { return count; }
};

inline int twice(int x) { return x * 2; }
__attribute__((always_inline)) inline int inlined(int x) { return x + Box::count; }
}
extern volatile int sink;
extern shop::Hidden *hidden;
extern "C" int first(int), second(int);
