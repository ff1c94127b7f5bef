// SPDX-License-Identifier: Apache-2.0
//
// The twin of Host.java for V8: reads a module and a plan per line, writes what it saw, then a line ".".
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';

const bits = new DataView(new ArrayBuffer(8));
const f32 = x => {
  bits.setFloat32(0, x);
  return Number.isNaN(x) ? 'nan' : String(bits.getUint32(0));
};
const f64 = x => {
  bits.setFloat64(0, x);
  return Number.isNaN(x) ? 'nan' : String(bits.getBigUint64(0));
};

// A type is one letter: I J F D, or L for a reference.
function value(type, text) {
  switch (type) {
    case 'I': return Number(BigInt.asIntN(32, BigInt(text)));
    case 'J': return BigInt(text);
    case 'F': bits.setUint32(0, Number(BigInt.asUintN(32, BigInt(text)))); return bits.getFloat32(0);
    case 'D': bits.setBigUint64(0, BigInt.asUintN(64, BigInt(text))); return bits.getFloat64(0);
    default: return null;
  }
}

function text(type, x) {
  switch (type) {
    case 'F': return f32(x);
    case 'D': return f64(x);
    case 'L': return x === null ? 'null' : 'reference';
    default: return String(x);
  }
}

const isTrap = e => e instanceof WebAssembly.RuntimeError || e instanceof RangeError;

function run(request, lines) {
  let instance;
  const functions = [
    x => void lines.push(`host i32 ${x}`),
    x => { lines.push(`host i64 ${x}`); return BigInt.asIntN(64, x * 3n + 1n); },
    (x, y) => { lines.push(`host f32 ${f32(x)} f64 ${f64(y)}`); return 7; },
    x => { lines.push(`host again ${x}`); return instance.exports[request.again](x); },
  ];
  const env = Object.fromEntries(request.imports.map((f, i) => [`f${i}`, functions[f]]));
  try {
    const module = new WebAssembly.Module(Buffer.from(request.module, 'base64'));
    instance = new WebAssembly.Instance(module, { env });
  } catch (e) {
    lines.push(isTrap(e) ? 'instantiation trap' : `failed ${e}`);
    return;
  }
  const { exports } = instance;
  for (const { function: index, parameters, results, arguments: given } of request.calls) {
    exports.g0.value = request.fuel;
    let line = `f${index}`;
    try {
      const returned = exports[`f${index}`](...given.map((x, i) => value(parameters[i], x)));
      const list = results.length === 0 ? [] : results.length === 1 ? [returned] : returned;
      list.forEach((x, i) => { line += ' ' + text(results[i], x); });
    } catch (e) {
      if (!isTrap(e)) throw e;
      line += ' trap';
    }
    lines.push(line);
  }
  request.globals.forEach((type, i) => {
    if (type !== 'V') lines.push(`g${i} ${text(type, exports[`g${i}`].value)}`);
  });
  for (let i = 0; i < request.memories; i++) {
    const bytes = new Uint8Array(exports[`m${i}`].buffer);
    lines.push(`m${i} ${bytes.length / 65536} ${crc32(bytes)}`);
  }
  for (let i = 0; i < request.tables; i++) {
    const table = exports[`t${i}`];
    let line = `t${i} `;
    for (let k = 0; k < table.length; k++) {
      const element = table.get(k);
      line += element === null ? '.' : `f${element.length}`;
    }
    lines.push(line);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const lines = [];
  try {
    run(JSON.parse(line), lines);
  } catch (e) {
    lines.push(`failed ${e}`);
  }
  process.stdout.write(lines.map(l => l + '\n').join('') + '.\n');
}
