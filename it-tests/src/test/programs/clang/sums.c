// SPDX-License-Identifier: Apache-2.0
// What clang, itself in WebAssembly, compiles to WebAssembly.
struct node { struct node *next; int value; };
static int table[16] = {3, 1, 4, 1, 5, 9, 2, 6};

__attribute__((export_name("sum"))) int sum(struct node *n) {
    int s = 0;
    for (; n; n = n->next) s += n->value * table[n->value & 15];
    return s;
}
__attribute__((export_name("fib"))) int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
__attribute__((export_name("poly"))) double poly(double x) { return ((x * 3.0 + 2.0) * x - 1.0) * x; }
