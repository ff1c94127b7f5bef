// SPDX-License-Identifier: Apache-2.0
// The peer of `tandem compile` on V8: node modules.mjs validate|compile FILE REPEAT prints a JSON line for each repeat. What is compiled, and by
// which tier, is said by flags: --liftoff-only --no-wasm-lazy-compilation --single-threaded for the baseline tier alone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [mode, file, repeat] = process.argv.slice(2);
const bytes = readFileSync(file);

function codeBytes() {
    let at = 8;
    const unsigned = () => {
        let value = 0;
        for (let shift = 1; ; shift *= 128) {
            const byte = bytes[at++];
            value += (byte & 127) * shift;
            if (byte < 128) return value;
        }
    };
    while (at < bytes.length) {
        const id = bytes[at++], size = unsigned();
        if (id === 10) return size;
        at += size;
    }
    return 0;
}

/** Machine code made, as V8 tells it function by function to who asks: another process, so that this one is not slowed down. */
function outputBytes() {
    const traced = [...process.execArgv, '--trace-wasm-compilation-times', process.argv[1], 'trace', file, '1'];
    const { stdout } = spawnSync(process.execPath, traced, { encoding: 'utf8', maxBuffer: 1 << 30 });
    return [...stdout.matchAll(/ codesize (\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
}

const output = mode === 'compile' ? outputBytes() : 0;
for (let i = 0; i < Number(repeat); i++) {
    // A custom section that differs every time keeps V8 from finding the module in its cache.
    const fresh = Buffer.concat([bytes, Buffer.from([0, 4, 2, 0x63, 0x63, i])]);
    const began = performance.now();
    if (mode === 'validate') WebAssembly.validate(fresh);
    else new WebAssembly.Module(fresh);
    const ms = performance.now() - began;
    console.log(JSON.stringify({ code_bytes: codeBytes(), output_bytes: output, ms, mb_per_s: codeBytes() / 1000 / ms, rss_mb: process.resourceUsage().maxRSS / 1024 }));
}
