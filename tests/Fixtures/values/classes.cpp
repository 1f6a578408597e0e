// What C++ names mean inside a member function: read by ClassNameTests.
extern "C" __attribute__((noinline)) void stop_here(const void *p) { __asm volatile("" :: "r"(p) : "memory"); }

namespace store {
enum Colour { RED, GREEN = 3 };
struct Base {
    int count = 11;
    static const short limit = 77;
    static int shared;
    virtual int weight(int n) { return n + count; }
    int plain(int n) const { return n - count; }
};
int Base::shared = 5;
struct Left : virtual Base { int left = 22; int both = 1; };
struct Right : virtual Base { int right = 33; int both = 2; union { int whole; char bytes[4]; }; };
template <typename T, int N> int scaled(T value) { stop_here(&value); return static_cast<int>(value) * N; }
}

struct __attribute__((packed)) Packed { char tag; int number; };
struct alignas(16) Wide { char tag; };

struct Part : store::Left, store::Right {
    Part(int n) : own(n) { whole = 44; }
    int own;
    store::Colour colour = store::GREEN;
    int take(int n) { return n + own; }
    int take(unsigned n, char c) const { return static_cast<int>(n) + c; }
    __attribute__((noinline)) int check(int n)
    {
        int captured = n + 1;
        auto closure = [captured](int m) { stop_here(&m); return captured + m; };
        return closure(n) + own;
    }
};

Part g_part(55);
int Part::*g_own = &Part::own;
int store::Right::*g_whole = &store::Right::whole;
int (Part::*g_take)(int) = &Part::take;
int (store::Base::*g_weight)(int) = &store::Base::weight;
Packed g_packed = {'p', 6};
Wide g_wide = {'w'};

int first(int n)
{
    struct Local { int get(int k) { stop_here(this); return k; } } local;
    return local.get(n);
}

int second(int n)
{
    struct Local { int get(int k) { stop_here(this); return k + 1; } } local;
    return local.get(n);
}

// Optimised, the second jumps to the first: the call that the stack shows passed other arguments.
__attribute__((noinline)) int jumped(int value, int other)
{
    stop_here(nullptr);
    return other;
}

__attribute__((noinline)) int jumped(int value) { return jumped(value * 100, 1); }

typedef unsigned word;
struct Named { int n; bool operator<(int m) const { return n < m; } bool operator<(unsigned m) const; };
template <typename T> struct Kept { T value; int get() const { return static_cast<int>(value); } };
__attribute__((noinline)) int named(word &a, const word *b) { return static_cast<int>(a + *b); }
__attribute__((noinline)) int named(int a) { return a; }

int main()
{
    volatile int sum = 0;
#ifdef JUMPED
    sum += jumped(3);
#endif
    sum += g_part.check(7);
    sum += store::scaled<short, 3>(4) + store::scaled<long, 2>(5) + first(1) + second(2);
    sum += g_part.take(1) + g_part.take(2u, 'c') + (g_part.*g_take)(3) + (g_part.*g_weight)(4) + g_part.plain(5) + g_part.*g_own + g_part.*g_whole + g_packed.number + g_wide.tag + store::Base::limit;
    word w = 1;
    sum += Named{3} < 4;
    sum += Kept<volatile long>{5}.get() + named(w, &w) + named(6);
    for (;;) {
    }
}
