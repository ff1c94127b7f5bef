// SPDX-License-Identifier: Apache-2.0
// Shortest ways from one of 2048 places to all others, six roads from each: a binary heap of pairs, unpredictable branches. n searches.
#include "kernel.h"

enum { PLACES = 2048, ROADS = 6 };
struct item { uint32_t distance, place; };
static struct item heap[PLACES * ROADS + 1];
static int size;
static uint32_t distances[PLACES];
static struct { uint16_t to, length; } roads[PLACES][ROADS];

static void push(struct item item) {
    int i = ++size;
    for (; i > 1 && heap[i / 2].distance > item.distance; i /= 2) heap[i] = heap[i / 2];
    heap[i] = item;
}

static struct item pop(void) {
    struct item first = heap[1], last = heap[size--];
    int i = 1;
    for (int child; (child = 2 * i) <= size; i = child) {
        if (child < size && heap[child + 1].distance < heap[child].distance) child++;
        if (heap[child].distance >= last.distance) break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return first;
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 19;
    for (int i = 0; i < PLACES; i++) {
        for (int k = 0; k < ROADS; k++) {
            roads[i][k].to = (next_random() >> 8) % PLACES;
            roads[i][k].length = 1 + (next_random() >> 8) % 1000;
        }
    }
    for (int i = 0; i < n; i++) {
        uint32_t from = i * 37 % PLACES;
        for (int k = 0; k < PLACES; k++) distances[k] = UINT32_MAX;
        size = 0;
        distances[from] = 0;
        push((struct item){0, from});
        while (size > 0) {
            struct item item = pop();
            if (item.distance != distances[item.place]) continue;
            for (int k = 0; k < ROADS; k++) {
                uint32_t distance = item.distance + roads[item.place][k].length, to = roads[item.place][k].to;
                if (distance < distances[to]) {
                    distances[to] = distance;
                    push((struct item){distance, to});
                }
            }
        }
        for (int k = 0; k < PLACES; k++) sum = sum * 31 + distances[k];
    }
    return sum;
}
