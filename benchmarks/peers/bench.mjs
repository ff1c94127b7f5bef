// SPDX-License-Identifier: Apache-2.0
// The peer of `tandem bench` on V8: node bench.mjs FILE N SECONDS prints one JSON line with the same keys.
import { readFileSync } from 'node:fs';

const [file, n, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const began = performance.now();
const { run } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file))).exports;
const loaded = performance.now();

const marks = [100, 250, 500, 1000, 2000, 4000];
const curve = Object.fromEntries(marks.map((mark) => [mark, 0]));
const times = [];
let sum;
for (let now = performance.now(); now - loaded < seconds * 1000 || times.length === 0; ) {
    sum = run(n);
    const end = performance.now();
    times.push(end - now);
    for (const mark of marks) if (end - began <= mark) curve[mark] = times.length;
    now = end;
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
console.log(JSON.stringify({
    sum, load_ms: loaded - began, first_ms: times[0], calls: times.length,
    steady_ms: median(times.slice(times.length >> 1)), best_ms: times.reduce((a, b) => Math.min(a, b)), curve,
    rss_mb: process.resourceUsage().maxRSS / 1024,
}));
