/* The two half-precision types of Arm. __fp16 only stores: in arithmetic it becomes float (ACLE, "Half-precision floating-point"). _Float16 computes as itself (C23, H.5). */
__fp16 store = 1.5, store_large = 2048, store_third = 3;
_Float16 half = 1.5, half_large = 2048, half_third = 3, half_tenth = 0.1, half_most = 65504, half_least = 0x1p-24, half_nan = __builtin_nan("1");
float single = 0.1f;
double real = 0.1;
int whole = 2049;
unsigned wide = 70000;

_Static_assert(_Generic(store + store, float: 1, default: 0) && _Generic(-store, float: 1, default: 0) && _Generic(store + half, float: 1, default: 0), "promoted");
_Static_assert(_Generic(half + half, _Float16: 1, default: 0) && _Generic(-half, _Float16: 1, default: 0) && _Generic(half + whole, _Float16: 1, default: 0), "not promoted");
_Static_assert(_Generic(half + single, float: 1, default: 0) && _Generic(half * real, double: 1, default: 0), "the wider one");

int main(void)
{
  return (int)(store + half);
}
