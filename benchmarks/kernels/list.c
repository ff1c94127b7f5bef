// SPDX-License-Identifier: Apache-2.0
// Pointer chasing: a linked list in shuffled order, walked, reversed and walked again, n times.
#include "kernel.h"

enum { LENGTH = 1 << 13 };
struct node { struct node *next; int32_t value; int32_t padding[2]; };
static struct node nodes[LENGTH];
static int order[LENGTH];

static NOINLINE int32_t walk(const struct node *n) {
    int32_t sum = 0;
    for (; n; n = n->next) sum = sum * 3 + n->value;
    return sum;
}

static NOINLINE struct node *reverse(struct node *n) {
    struct node *done = 0;
    while (n) {
        struct node *rest = n->next;
        n->next = done, done = n, n = rest;
    }
    return done;
}

EXPORT int32_t run(int32_t n) {
    int32_t sum = 0;
    seed = 9;
    for (int i = 0; i < LENGTH; i++) order[i] = i;
    for (int i = LENGTH - 1; i > 0; i--) {
        int j = next_random() % (i + 1), t = order[i];
        order[i] = order[j], order[j] = t;
    }
    for (int i = 0; i < LENGTH; i++) {
        nodes[order[i]].value = i;
        nodes[order[i]].next = i + 1 < LENGTH ? &nodes[order[i + 1]] : 0;
    }
    struct node *head = &nodes[order[0]];
    for (int i = 0; i < n; i++) {
        sum += walk(head);
        head = reverse(head);
    }
    return sum;
}
