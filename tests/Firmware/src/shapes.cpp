// C++17: namespaces, virtual functions, templates, references, scoped enums, operators, lambdas, inheritance.
#include "firmware.h"

volatile float g_total_area;
static volatile int s_sink = 99;

namespace geometry {

enum class Color : uint8_t { Red = 1, Green = 2, Blue = 200 };

struct Vector {
    float x;
    float y;
    Vector operator+(const Vector &other) const { return {x + other.x, y + other.y}; }
    Vector &operator*=(float factor)
    {
        x *= factor;
        y *= factor;
        return *this;
    }
};

class Shape {
public:
    explicit Shape(Color color) : color_(color) { ++count_; }
    virtual float area() const = 0;
    virtual int corners() const { return 0; }
    Color color() const { return color_; }
    static int count() { return count_; }

protected:
    Color color_;
    Vector origin_{1.0f, 2.0f};

private:
    static inline int count_ = 0;
};

class Circle final : public Shape {
public:
    Circle(Color color, float radius) : Shape(color), radius_(radius) {}
    float area() const override
    {
        return 3.0f * radius_ * radius_; // BP_CIRCLE_AREA
    }

private:
    float radius_;
};

class Named {
public:
    explicit Named(const char *name) : name_(name) {}
    const char *name() const { return name_; }

private:
    const char *name_;
};

class Square final : public Shape, public Named {
public:
    Square(Color color, float side) : Shape(color), Named("square"), side_(side) {}
    float area() const override
    {
        return side_ * side_; // BP_SQUARE_AREA
    }
    int corners() const override { return 4; }

private:
    float side_;
};

} // namespace geometry

namespace containers::fixed {

template <typename T, unsigned Capacity>
class Ring {
public:
    bool push(const T &value)
    {
        if (size_ == Capacity)
            return false;
        items_[(head_ + size_) % Capacity] = value; // BP_RING_PUSH
        ++size_;
        return true;
    }
    T pop()
    {
        T value = items_[head_];
        head_ = (head_ + 1) % Capacity;
        --size_;
        return value;
    }
    unsigned size() const { return size_; }

private:
    T items_[Capacity] = {};
    unsigned head_ = 0;
    unsigned size_ = 0;
};

template <typename T>
NOINLINE T maximum(const T &left, const T &right)
{
    return left < right ? right : left; // BP_MAXIMUM
}

} // namespace containers::fixed

namespace {

geometry::Circle s_circle{geometry::Color::Green, 2.0f};
geometry::Square s_square{geometry::Color::Blue, 3.0f};

NOINLINE float total_area(geometry::Shape *const *shapes, unsigned count)
{
    float total = 0.0f;
    for (unsigned i = 0; i < count; i++) {
        const geometry::Shape &shape = *shapes[i];
        total += shape.area(); // BP_VIRTUAL_CALL
    }
    return total; // BP_TOTAL_AREA
}

NOINLINE int exchange(int &left, int &&right)
{
    int old = left;
    left = right; // BP_REFERENCE
    return old;
}

template <typename Function>
NOINLINE int apply(Function function, int value)
{
    return function(value); // BP_APPLY
}

} // namespace

geometry::Shape *g_shapes[2] = {&s_circle, &s_square};
containers::fixed::Ring<int, 4> g_ring;
containers::fixed::Ring<geometry::Vector, 2> g_vector_ring;
int (geometry::Shape::*g_method)() const = &geometry::Shape::corners;
float geometry::Vector::*g_member = &geometry::Vector::y;

extern "C" NOINLINE void run_shapes(uint32_t round)
{
    int seed = static_cast<int>(round % 50u);
    float total = total_area(g_shapes, 2);
    g_total_area = total;
    CHECK(total == 21.0f);
    CHECK(g_shapes[0]->corners() == 0 && g_shapes[1]->corners() == 4);
    CHECK(geometry::Shape::count() == 2);
    CHECK(s_square.name()[0] == 's' && s_square.color() == geometry::Color::Blue);
    CHECK(g_ring.push(seed) && g_ring.push(seed + 1) && g_ring.size() == 2);
    CHECK(g_ring.pop() == seed && g_ring.pop() == seed + 1);
    geometry::Vector sum = geometry::Vector{1.0f, 2.0f} + geometry::Vector{3.0f, 4.0f};
    sum *= 2.0f;
    CHECK(g_vector_ring.push(sum) && g_vector_ring.pop().x == 8.0f && sum.*g_member == 12.0f);
    CHECK(containers::fixed::maximum(seed, 7) >= 7 && containers::fixed::maximum(1.5f, 0.5f) == 1.5f);
    int value = seed;
    CHECK(exchange(value, seed + 5) == seed && value == seed + 5);
    int captured = 3;
    CHECK(apply([&captured](int x) { return x * captured; }, seed) == seed * 3); // BP_LAMBDA
    s_sink = value;
}
