// SPDX-License-Identifier: Apache-2.0
// An AA tree (Andersson 1993): n insertions, as many look-ups, one recursive traversal. Pointers, recursion, branches.
#include "kernel.h"

struct node { struct node *left, *right; int32_t key, level; };
static struct node pool[1 << 17], *root;
static int used;

static struct node *skew(struct node *t) {
    struct node *l = t->left;
    if (!l || l->level != t->level) return t;
    t->left = l->right, l->right = t;
    return l;
}

static struct node *split(struct node *t) {
    struct node *r = t->right;
    if (!r || !r->right || r->right->level != t->level) return t;
    t->right = r->left, r->left = t, r->level++;
    return r;
}

static NOINLINE struct node *insert(struct node *t, int32_t key) {
    if (!t) {
        struct node *n = &pool[used++];
        n->left = n->right = 0, n->key = key, n->level = 1;
        return n;
    }
    if (key < t->key) t->left = insert(t->left, key);
    else if (key > t->key) t->right = insert(t->right, key);
    return split(skew(t));
}

static NOINLINE uint32_t fold(const struct node *t, uint32_t sum) {
    return t ? fold(t->right, fold(t->left, sum) * 31 + t->key) : sum;
}

static NOINLINE int contains(const struct node *t, int32_t key) {
    while (t && t->key != key) t = key < t->key ? t->left : t->right;
    return t != 0;
}

EXPORT int32_t run(int32_t n) {
    uint32_t found = 0;
    seed = 10, used = 0, root = 0;
    if (n > (int)(sizeof pool / sizeof *pool)) n = sizeof pool / sizeof *pool;
    for (int i = 0; i < n; i++) root = insert(root, next_random() % 1000003);
    for (int i = 0; i < n; i++) found += contains(root, next_random() % 1000003);
    return fold(root, 0) ^ found;
}
