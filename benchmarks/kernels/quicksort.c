// SPDX-License-Identifier: Apache-2.0
// Quicksort (median of three, insertion sort below 16) of n integers: recursion, unpredictable branches, swaps.
#include "kernel.h"

static int32_t a[1 << 20];

static void insertion_sort(int low, int high) {
    for (int i = low + 1; i <= high; i++) {
        int32_t v = a[i];
        int j = i - 1;
        while (j >= low && a[j] > v) a[j + 1] = a[j], j--;
        a[j + 1] = v;
    }
}

static inline void swap(int i, int j) {
    int32_t t = a[i];
    a[i] = a[j], a[j] = t;
}

static NOINLINE void sort(int low, int high) {
    while (high - low >= 16) {
        int middle = low + (high - low) / 2;
        if (a[middle] < a[low]) swap(middle, low);
        if (a[high] < a[low]) swap(high, low);
        if (a[high] < a[middle]) swap(high, middle);
        int32_t pivot = a[middle];
        int i = low, j = high;
        while (i <= j) {
            while (a[i] < pivot) i++;
            while (a[j] > pivot) j--;
            if (i <= j) swap(i++, j--);
        }
        if (j - low < high - i) sort(low, j), low = i;
        else sort(i, high), high = j;
    }
    insertion_sort(low, high);
}

EXPORT int32_t run(int32_t n) {
    uint32_t sum = 0;
    seed = 6;
    if (n > (int)(sizeof a / sizeof *a)) n = sizeof a / sizeof *a;
    for (int i = 0; i < n; i++) a[i] = next_random();
    sort(0, n - 1);
    for (int i = 0; i < n; i++) sum = sum * 31 + a[i];
    return sum;
}
