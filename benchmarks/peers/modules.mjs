// SPDX-License-Identifier: Apache-2.0
// The peer of `tandem compile` on V8: node modules.mjs validate|compile FILE REPEAT prints a JSON line for each repeat. What is compiled, and by
// which tier, is said by flags: --liftoff-only --no-wasm-lazy-compilation --single-threaded for the baseline tier alone.
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

for (let i = 0; i < Number(repeat); i++) {
    // A custom section that differs every time keeps V8 from finding the module in its cache.
    const fresh = Buffer.concat([bytes, Buffer.from([0, 4, 2, 0x63, 0x63, i])]);
    const began = performance.now();
    if (mode === 'validate') WebAssembly.validate(fresh);
    else new WebAssembly.Module(fresh);
    const ms = performance.now() - began;
    console.log(JSON.stringify({ code_bytes: codeBytes(), ms, mb_per_s: codeBytes() / 1000 / ms, rss_mb: process.resourceUsage().maxRSS / 1024 }));
}
