// SPDX-License-Identifier: Apache-2.0
// An open-addressing hash map from 64-bit keys to counts: insert, look up, remove (tombstones), n operations.
#include "kernel.h"

enum { CAPACITY = 1 << 15, EMPTY = 0, LIVE = 1, DEAD = 2 };
struct entry { uint64_t key; uint32_t value; uint32_t state; };
static struct entry entries[CAPACITY];

static uint32_t hash(uint64_t k) { // the finalizer of MurmurHash3
    k ^= k >> 33, k *= 0xff51afd7ed558ccdull, k ^= k >> 33, k *= 0xc4ceb9fe1a85ec53ull, k ^= k >> 33;
    return k;
}

static struct entry *find(uint64_t key) {
    struct entry *grave = 0;
    for (uint32_t i = hash(key) & (CAPACITY - 1);; i = (i + 1) & (CAPACITY - 1)) {
        struct entry *e = &entries[i];
        if (e->state == EMPTY) return grave ? grave : e;
        if (e->state == DEAD) grave = grave ? grave : e;
        else if (e->key == key) return e;
    }
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0, live = 0;
    seed = 8;
    for (int i = 0; i < CAPACITY; i++) entries[i].state = EMPTY;
    for (int i = 0; i < n; i++) {
        uint32_t r = next_random();
        uint64_t key = (uint64_t)(r % 12000) * 0x9e3779b97f4a7c15ull;
        struct entry *e = find(key);
        if (e->state != LIVE) {
            e->key = key, e->value = 1, e->state = LIVE, live++;
        } else if ((r >> 24) % 8 == 0) {
            sum += e->value, e->state = DEAD, live--;
        } else {
            e->value++;
        }
    }
    return sum * 31 + live;
}
