#ifndef BOARD_H
#define BOARD_H
#include <stddef.h>
#include <stdint.h>

#define NOINLINE __attribute__((noinline))
#define REGISTER32(address) (*(volatile uint32_t *)(address))

void Default_Handler(void);
void Low_Handler(void);
void Middle_Handler(void);
void High_Handler(void);
void priorities_init(void);
void pend_high(void);
void pend_middle(void);
void pend_low(void);
void program(void);

extern volatile uint32_t g_rounds;
#endif
