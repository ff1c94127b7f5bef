// SPDX-License-Identifier: Apache-2.0
//
// A maze and the way through it, for the terminal:
//
//     ./tandem run examples/maze.wasm                    a new maze every time
//     ./tandem run examples/maze.wasm 30 10 2024         width, height and seed: the same maze every time
//     ./tandem run --env=NO_COLOR=1 examples/maze.wasm   without colours
//
// What a guest gets from its host through WASI is all here: arguments, an environment, random numbers, a clock, standard output.
// Compiled with examples/build.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NORTH, EAST, SOUTH, WEST, MOST = 200 };

static const int dx[] = {0, 1, 0, -1}, dy[] = {-1, 0, 1, 0};
static int width, height;
static uint8_t open_sides[MOST][MOST]; // a bit for each side without a wall
static int distance[MOST][MOST];       // steps from the entrance; 0 where the search has not been
static uint8_t on_path[MOST][MOST];
static struct cell { int16_t x, y; } cells[MOST * MOST];
static uint64_t random_state;

static uint32_t random_below(uint32_t bound) { // xorshift* (Vigna 2014)
    random_state ^= random_state >> 12, random_state ^= random_state << 25, random_state ^= random_state >> 27;
    return (uint32_t)((random_state * 0x2545F4914F6CDD1DULL >> 32) * bound >> 32);
}

static int inside(int x, int y) { return x >= 0 && x < width && y >= 0 && y < height; }

// The growing tree: mostly go on from the newest cell (long corridors), now and then from any (more branches).
static void carve(void) {
    int count = 1;
    cells[0] = (struct cell){random_below(width), random_below(height)};
    while (count > 0) {
        int at = random_below(5) ? count - 1 : (int)random_below(count);
        struct cell c = cells[at];
        int sides[4], n = 0;
        for (int side = NORTH; side <= WEST; side++)
            if (inside(c.x + dx[side], c.y + dy[side]) && !open_sides[c.y + dy[side]][c.x + dx[side]]) sides[n++] = side;
        if (n == 0) {
            memmove(&cells[at], &cells[at + 1], (--count - at) * sizeof *cells);
            continue;
        }
        int side = sides[random_below(n)];
        struct cell next = {c.x + dx[side], c.y + dy[side]};
        open_sides[c.y][c.x] |= 1 << side;
        open_sides[next.y][next.x] |= 1 << (side ^ 2);
        cells[count++] = next;
    }
}

// Breadth first from the entrance, then back from the exit, always one step nearer.
static int solve(void) {
    int first = 0, last = 0;
    cells[last++] = (struct cell){0, 0};
    distance[0][0] = 1;
    while (first < last) {
        struct cell c = cells[first++];
        for (int side = NORTH; side <= WEST; side++) {
            int x = c.x + dx[side], y = c.y + dy[side];
            if (!(open_sides[c.y][c.x] >> side & 1) || distance[y][x]) continue;
            distance[y][x] = distance[c.y][c.x] + 1;
            cells[last++] = (struct cell){x, y};
        }
    }
    int x = width - 1, y = height - 1;
    on_path[y][x] = 1;
    while (x || y)
        for (int side = NORTH; side <= WEST; side++) {
            if (!(open_sides[y][x] >> side & 1) || distance[y + dy[side]][x + dx[side]] != distance[y][x] - 1) continue;
            x += dx[side], y += dy[side];
            on_path[y][x] = 1;
            break;
        }
    return distance[height - 1][width - 1];
}

static int wall(int x, int y, int side) { // between a cell, perhaps outside, and its neighbour; the two gates are open
    if (y == 0 && x == 0 && side == WEST) return 0;
    if (y == height - 1 && x == width - 1 && side == EAST) return 0;
    if (inside(x, y)) return !(open_sides[y][x] >> side & 1);
    x += dx[side], y += dy[side];
    return inside(x, y) && wall(x, y, side ^ 2);
}

static void draw(const char *path_on, const char *path_off) {
    static const char *const corners[] = {" ", "╵", "╶", "└", "╷", "│", "┌", "├", "╴", "┘", "─", "┴", "┐", "┤", "┬", "┼"};
    for (int y = 0; y <= height; y++) {
        for (int x = 0; x <= width; x++) { // the lines above the cells of this row
            int up = wall(x - 1, y - 1, EAST), right = wall(x, y - 1, SOUTH), down = wall(x - 1, y, EAST), left = wall(x - 1, y - 1, SOUTH);
            fputs(corners[up | right << 1 | down << 2 | left << 3], stdout);
            if (x == width) break;
            int through = y > 0 && y < height && on_path[y - 1][x] && on_path[y][x] && !right;
            printf("%s%s%s", through ? path_on : "", right ? "───" : through ? " • " : "   ", through ? path_off : "");
        }
        putchar('\n');
        if (y == height) break;
        for (int x = 0; x <= width; x++) {
            int closed = wall(x - 1, y, EAST);
            int gate = (x == 0 && y == 0) || (x == width && y == height - 1);
            int through = gate || (x > 0 && x < width && on_path[y][x - 1] && on_path[y][x] && !closed);
            printf("%s%s%s", through ? path_on : "", closed ? "│" : through ? "•" : " ", through ? path_off : "");
            if (x == width) break;
            printf("%s%s%s", on_path[y][x] ? path_on : "", on_path[y][x] ? " • " : "   ", on_path[y][x] ? path_off : "");
        }
        putchar('\n');
    }
}

static int number(const char *text, int low, int high) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text && !*end && value >= low && value <= high) return value;
    fprintf(stderr, "maze: '%s' is not a number from %d to %d\nusage: maze [WIDTH [HEIGHT [SEED]]]\n", text, low, high);
    exit(2);
}

int main(int argc, char **argv) {
    width = argc > 1 ? number(argv[1], 2, MOST) : 24;
    height = argc > 2 ? number(argv[2], 2, MOST) : 12;
    if (argc > 3) random_state = number(argv[3], 0, 2147483647);
    else if (getentropy(&random_state, sizeof random_state)) return perror("maze"), 1;
    random_state += 0x9E3779B97F4A7C15ULL; // never zero in practice, which xorshift could not leave
    random_below(2);

    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    carve();
    int steps = solve();
    clock_gettime(CLOCK_MONOTONIC, &ended);

    int colour = !getenv("NO_COLOR");
    draw(colour ? "\033[1;33m" : "", colour ? "\033[0m" : "");
    printf("%d x %d cells, %d steps from gate to gate.\n", width, height, steps);
    fprintf(stderr, "Carved and solved in %ld us of WebAssembly.\n",
            (long)(ended.tv_sec - began.tv_sec) * 1000000 + (ended.tv_nsec - began.tv_nsec) / 1000);
    return 0;
}
