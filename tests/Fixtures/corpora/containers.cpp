// Standard containers and exceptions in one program: templates, unwinding tables and a library with debug information of its own.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace shop {

struct Item {
    std::string name;
    int price;
    std::optional<std::string> note;
};

using Key = std::variant<int, std::string>;

class Basket {
public:
    void add(std::unique_ptr<Item> item)
    {
        if (item->price < 0) throw std::out_of_range("negative price: " + item->name);
        total_ += item->price;
        items_.push_back(std::move(item));
    }

    int total() const
    {
        return std::accumulate(items_.begin(), items_.end(), 0, [](int sum, const std::unique_ptr<Item> &item) { return sum + item->price; });
    }

    std::map<std::string, int> byName() const
    {
        std::map<std::string, int> prices;
        for (const auto &item : items_) prices[item->name] += item->price;
        return prices;
    }

private:
    std::vector<std::unique_ptr<Item>> items_;
    int total_ = 0;
};

int count(const Key &key)
{
    return std::visit([](const auto &value) -> int {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, int>) return value;
        else return static_cast<int>(value.size());
    }, key);
}

}  // namespace shop

int main()
{
    shop::Basket basket;
    std::array<int, 4> prices{7, 3, 5, -1};
    std::sort(prices.begin(), prices.end(), [](int a, int b) { return a > b; });
    int failures = 0;
    for (int price : prices) {
        try {
            basket.add(std::make_unique<shop::Item>(shop::Item{"item" + std::to_string(price), price, price > 4 ? std::optional<std::string>("dear") : std::nullopt}));
        } catch (const std::exception &error) {
            failures += static_cast<int>(std::string(error.what()).size());
        }
    }
    return basket.total() + static_cast<int>(basket.byName().size()) + shop::count(shop::Key{"four"}) + failures;
}

extern "C" int _exit_code;
int _exit_code;

extern "C" void Reset_Handler()
{
    _exit_code = main();
    for (;;) { }
}

extern "C" void *const vectors[] __attribute__((section(".vectors"), used)) = {reinterpret_cast<void *>(0x20040000), reinterpret_cast<void *>(Reset_Handler)};
