// SPDX-License-Identifier: Apache-2.0
// The peer of `tandem run` on V8: node wasi.mjs [--dir=HOST::GUEST] FILE ARGS... runs a WASI command.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const args = process.argv.slice(2);
const preopens = {};
while (args[0].startsWith('--dir=')) {
    const [host, guest] = args.shift().slice(6).split('::');
    preopens[guest] = host;
}
const wasi = new WASI({ version: 'preview1', args, preopens, returnOnExit: true });
const module = new WebAssembly.Module(readFileSync(args[0]));
process.exitCode = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
