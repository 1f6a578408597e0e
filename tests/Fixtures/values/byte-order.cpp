// Static data of every kind that a byte order matters to; built for either. What the library lays out at run time is laid out here as it would be.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

enum class Mode : std::uint16_t { Idle = 1, Run = 0x1234 };

struct Fields
{
  unsigned ready : 1, level : 5;
  int trim : 6;
  std::uint64_t stamp : 40;
  Mode mode : 16;
  std::uint8_t tail;
};

struct Point
{
  std::int16_t x, y;
  constexpr int sum() const { return x + y; }
};

struct Shape
{
  constexpr virtual ~Shape() = default;
  constexpr virtual int area() const { return 0; }
  std::uint32_t id = 0x01020304;
};

struct Square : Shape
{
  constexpr int area() const override { return side * side; }
  std::uint16_t side = 0x0506;
};

template <class T, class Raw>
union Laid
{
  Raw raw;
  T value;
  constexpr Laid(Raw r) : raw(r) {}
  ~Laid() {}
};

struct RawString { const char *text; std::size_t length, capacity; char rest[12]; };
struct RawVector { const std::int32_t *begin, *end, *room; };

bool g_bool = true;
char g_char = 'x';
std::int16_t g_short = -2;
std::uint16_t g_half_word = 0x1234;
int g_int = -123456789;
std::uint32_t g_word = 0x12345678;
std::int64_t g_long_long = -1234567890123456789;
std::uint64_t g_wide = 0x123456789abcdef0;
float g_float = 1.5f;
double g_double = -0.1;
__complex__ float g_complex = {1.5f, 2.5f};
Mode g_mode = Mode::Run;
Fields g_fields = {1, 21, -9, 0x123456789a, Mode::Run, 0xab};
Point g_point = {-300, 700};
std::int16_t g_shorts[4] = {1, -2, 300, -400};
std::int32_t g_matrix[2][2] = {{1, 2}, {-3, 70000}};
std::int16_t *g_pointer = &g_shorts[2];
const char *g_text = "plain";
const char16_t *g_text16 = u"w\u00efde \U0001F600";
char32_t g_text32[] = U"wider";
char16_t g_char16 = u'\u20ac';
int Point::*g_none = nullptr;
std::int16_t Point::*g_member = &Point::y;
int (Point::*g_method)() const = &Point::sum;
Square g_square;
Shape *g_shape = &g_square;
std::int16_t &g_reference = g_shorts[3];
std::string_view g_view = "viewed";
std::array<std::uint16_t, 3> g_array = {1, 0x0203, 65535};
std::optional<std::int32_t> g_some = 77777, g_nothing;
std::pair<std::int16_t, double> g_pair = {-5, 2.5};
std::variant<char, std::int32_t, double> g_variant = 99999;
constinit Laid<std::string, RawString> g_string({"a string that is not local", 26, 30, {}});
constexpr std::int32_t g_numbers[4] = {10, -20, 300000, 0};
constinit Laid<std::vector<std::int32_t>, RawVector> g_vector({g_numbers, g_numbers + 3, g_numbers + 4});
constinit Laid<std::unique_ptr<Point>, Point *> g_unique(&g_point);
static const std::int32_t g_folded = -70000;

int main()
{
  return g_folded + *g_pointer;
}
