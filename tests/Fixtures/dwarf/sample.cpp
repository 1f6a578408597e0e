#include "sample.h"

namespace app {

template <typename T, unsigned N>
class Ring {
public:
    void push(T value)
    {
        items[head % N] = value;
        head = head + 1;
    }

    T sum() const
    {
        T total = 0;
        for (unsigned i = 0; i < N; i++)
            total += items[i];
        return total;
    }

private:
    T items[N] = {};
    unsigned head = 0;
};

struct Shape {
    virtual int area() const = 0;
    int id = 1;
    static int count;
};

int Shape::count = 7;

struct Square : Shape {
    explicit Square(int side) : side(side) { }
    int area() const override { return side * side; }
    int side;
};

enum class Color : uint8_t { Red, Green = 2, Blue };

using Callback = int (Shape::*)() const;

int use(const Shape &shape, Callback callback)
{
    return (shape.*callback)();
}

namespace {
int hidden = 3;
}

} // namespace app

extern "C" int cxx_run(int seed)
{
    app::Ring<int, 16u> ints;
    app::Ring<short, 4u> shorts;
    ints.push(seed);
    ints.push(seed + 1);
    shorts.push(2);
    app::Square square(ints.sum());
    app::Color color = app::Color::Green;
    auto twice = [&](int value) { return value * 2 + square.side; };
    int result = twice(seed) + shorts.sum();
    int &alias = result;
    alias += app::use(square, &app::Shape::area);
    return result + static_cast<int>(color) + app::hidden + app::Shape::count;
}

extern "C" void __cxa_pure_virtual() { for (;;) { } }
void operator delete(void *, unsigned) { }
extern "C" void *memset(void *to, int value, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        static_cast<volatile char *>(to)[i] = static_cast<char>(value);
    return to;
}
