/* arm-none-eabi-gcc 12.2: -c -g -gdwarf-4 -O1 -mcpu=cortex-m4 -mthumb -fdebug-prefix-map=$PWD=/fixture; a library for an operating system with threads has such variables. */
__thread int first_of_thread = 1, second_of_thread = 2;
int shared = 3;
int sum(void) { return first_of_thread + second_of_thread + shared; }
