// C++ values of every kind that the debugger shows in its own form. stop_here() is where memory is captured.
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <forward_list>
#include <functional>
#include <initializer_list>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

// A heap that only grows: addresses are the same in every run.
alignas(8) static unsigned char g_heap[5 * 1024];
static std::size_t g_used;

void *operator new(std::size_t size)
{
    void *place = g_heap + g_used;
    g_used += (size + 7u) & ~7u;
    return place;
}
void operator delete(void *) noexcept {}
void operator delete(void *, std::size_t) noexcept {}

extern "C" void *__dso_handle;
void *__dso_handle;
extern "C" int __aeabi_atexit(void *, void (*)(void *), void *) { return 0; }
extern "C" void abort(void)
{
    for (;;) {
    }
}

namespace std {
void __throw_length_error(const char *) { abort(); }
void __throw_logic_error(const char *) { abort(); }
void __throw_out_of_range_fmt(const char *, ...) { abort(); }
void __throw_bad_alloc() { abort(); }
void __throw_bad_array_new_length() { abort(); }
void __throw_bad_function_call() { abort(); }
void __throw_out_of_range(const char *) { abort(); }
} // namespace std

namespace geometry {
struct Point {
    int x, y;
    bool operator<(const Point &other) const { return x < other.x; }
    bool operator==(const Point &other) const { return x == other.x && y == other.y; }
};
enum class Color : std::uint8_t { Red, Green = 5, Blue };

class Shape {
public:
    explicit Shape(Color color) : color_(color) {}
    virtual ~Shape() = default;
    virtual int area() const { return 0; }
    int plain() const { return 7; }
    Color color_;
    static int count;
};
int Shape::count = 3;

class Square : public Shape {
public:
    explicit Square(int side) : Shape(Color::Blue), side_(side) {}
    int area() const override { return side_ * side_; }
    int side_;
};
} // namespace geometry

// A diamond: one Device, found through the table of virtual bases.
struct Device {
    int id = 11;
    virtual ~Device() = default;
    virtual int kind() const { return 0; }
};
struct Reader : virtual Device {
    int read_count = 22;
};
struct Writer : virtual Device {
    int write_count = 33;
};
struct Port : Reader, Writer {
    int port = 44;
    int kind() const override { return 1; }
};

// A second base: its pointer points into the middle of the object.
struct Named {
    const char *name = "named";
    virtual ~Named() = default;
};
struct Both : geometry::Square, Named {
    Both() : Square(9) {}
    int last = 99;
};

template <typename T, int N>
struct Ring {
    T items[N];
    unsigned head;
};

namespace {
struct Hidden {
    int secret;
};
Hidden g_hidden = {5};
} // namespace

union Word {
    std::uint32_t whole;
    std::uint8_t bytes[4];
};

using geometry::Color;
using geometry::Point;

// Strings: within the object, on the heap, empty, with a zero and a quote inside.
std::string g_short = "hello";
std::string g_long = "a string that is too long for the small buffer";
std::string g_empty;
std::string g_odd = std::string("nul\0 \"quote\"\n", 13);
std::u16string g_wide = u"wide";
std::string_view g_view = std::string_view("a view of text").substr(2, 4);
std::string_view g_no_view;
const std::string &g_string_reference = g_short;
std::string *g_string_pointer = &g_long;

std::vector<int> g_vector = {1, 2, 3, 4};
std::vector<int> g_no_vector;
std::vector<std::string> g_strings = {"one", "two"};
std::vector<Point> g_points = {{1, 2}, {3, 4}};
std::vector<std::vector<int>> g_nested = {{1}, {2, 3}, {}};
std::vector<bool> g_bits = {true, false, true, true};
std::vector<bool> g_many_bits(40, true);
std::vector<int> &g_vector_reference = g_vector;
std::vector<int> *g_vector_pointer = &g_vector;
std::array<std::int16_t, 3> g_array = {{7, 8, 9}};
std::array<int, 0> g_no_array;
std::bitset<8> g_bitset(0x25);

std::map<int, const char *> g_map = {{3, "three"}, {1, "one"}, {2, "two"}};
std::map<std::string, int> g_named_map = {{"left", 1}, {"right", 2}};
std::map<int, int> g_no_map;
std::multimap<int, int> g_multimap = {{1, 10}, {1, 11}};
std::set<int> g_set = {5, 3, 9};
std::multiset<char> g_multiset = {'b', 'a', 'b'};
std::unordered_map<int, int> g_hash_map = {{1, 100}, {2, 200}, {3, 300}};
std::unordered_set<int> g_hash_set = {4, 6};
std::unordered_map<int, int> g_no_hash_map;
std::list<int> g_list = {10, 20, 30};
std::list<int> g_no_list;
std::forward_list<int> g_forward = {1, 2};
std::forward_list<int> g_no_forward;
std::deque<int> g_deque = {1, 2, 3};
std::deque<int> g_long_deque;
std::deque<int> g_no_deque;
std::stack<int> g_stack;
std::queue<int> g_queue;
std::priority_queue<int> g_priority;

std::pair<int, char> g_pair = {4, 'x'};
std::tuple<int, const char *, Point> g_tuple = {1, "tuple", {5, 6}};
std::tuple<> g_no_tuple;
std::unique_ptr<int> g_unique;
std::unique_ptr<Point> g_unique_point;
std::unique_ptr<int> g_no_unique;
std::unique_ptr<geometry::Shape> g_unique_shape;
std::unique_ptr<int[]> g_unique_array;
std::shared_ptr<int> g_shared;
std::shared_ptr<int> g_shared_twin;
std::shared_ptr<Point> g_no_shared;
std::weak_ptr<int> g_weak;
std::optional<int> g_some = 5;
std::optional<int> g_none;
std::optional<std::string> g_some_string = "inside";
std::variant<int, float, std::string> g_int_variant = 5;
std::variant<int, float, std::string> g_float_variant = 2.5f;
std::variant<int, float, std::string> g_string_variant = std::string("third");
std::variant<std::monostate, Point> g_no_variant;
std::atomic<int> g_atomic{17};
std::atomic<bool> g_flag{true};
std::chrono::milliseconds g_milliseconds{250};
std::chrono::seconds g_seconds{3};
std::function<int(int)> g_function = [](int a) { return a + 1; };
std::function<int(int)> g_no_function;
std::reference_wrapper<int> g_wrapper = g_vector[0];

geometry::Square g_square(6);
geometry::Shape *g_shape = &g_square;
geometry::Shape &g_shape_reference = g_square;
geometry::Shape *g_no_shape;
Port g_port;
Device *g_device = &g_port;
Reader *g_reader = &g_port;
Both g_both;
Named *g_middle = &g_both;
int geometry::Square::*g_member = &geometry::Square::side_;
int geometry::Square::*g_no_member = nullptr;
int (geometry::Shape::*g_virtual)() const = &geometry::Shape::area;
int (geometry::Shape::*g_direct)() const = &geometry::Shape::plain;
int g_number = 42;
int &g_reference = g_number;
int &&g_rvalue = static_cast<int &&>(g_number);
Color g_color = Color::Green;
Ring<short, 3> g_ring = {{1, 2, 3}, 2};
Word g_word = {0x04030201};
long double g_long_double = 1.5L;
char32_t g_rune = U'\u20ac';
wchar_t g_wchar = L'w';
const char *g_text = "text";

extern "C" __attribute__((noinline)) void stop_here()
{
    __asm volatile("" ::: "memory");
}

__attribute__((noinline)) static int locals(const std::vector<int> &numbers, std::string text, Point &&moved)
{
    std::vector<int> copy(numbers.begin(), numbers.begin() + 2);
    std::optional<Point> place = moved;
    int offset = 3;
    auto closure = [&copy, offset](int n) { return copy[0] + offset + n; };
    std::function<int(int)> call = closure;
    stop_here();
    return call(1) + static_cast<int>(text.size()) + place->x + g_hidden.secret;
}

int main()
{
    for (int i = 0; i < 200; i++)
        g_long_deque.push_back(i);
    for (int i = 0; i < 130; i++)
        g_long_deque.pop_front();
    g_stack.push(1);
    g_stack.push(2);
    g_queue.push(3);
    g_priority.push(4);
    g_priority.push(6);
    g_unique.reset(new int(12));
    g_unique_point.reset(new Point{1, 2});
    g_unique_shape.reset(new geometry::Square(3));
    g_unique_array.reset(new int[2]{1, 2});
    g_shared.reset(new int(13));
    g_shared_twin = g_shared;
    g_weak = g_shared;
    g_vector.reserve(8);
    g_wrapper = g_vector[0];
    for (;;)
        g_number = 42 + 0 * locals(g_vector, "parameter", Point{8, 9});
}
