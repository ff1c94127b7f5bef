# SPDX-License-Identifier: Apache-2.0
# CPython from the inside: json, hashing, compression, files in the preopened directory /work, big integers, regular expressions.
import json, hashlib, zlib, re, os, sys, math, random, datetime, collections
data = {"squares": [i * i for i in range(10)], "text": "h\u00e9llo", "nested": {"none": None, "pi": math.pi}}
text = json.dumps(data, sort_keys=True)
print(text)
assert json.loads(text) == data
for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
    print(name, hashlib.new(name, text.encode()).hexdigest())
print("crc32", zlib.crc32(text.encode()), "adler", zlib.adler32(text.encode()))
packed = zlib.compress(text.encode() * 100, 9)
print("zlib", zlib.decompress(packed) == text.encode() * 100)
with open("/work/out.txt", "w") as f:
    for i in range(1000):
        f.write(f"line {i} {i ** 3}\n")
with open("/work/out.txt") as f:
    lines = f.readlines()
print(len(lines), lines[-1].strip(), os.stat("/work/out.txt").st_size, sorted(os.listdir("/work")))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), 2 ** 200 % 1000007)
random.seed(42)
print([random.randrange(1000) for _ in range(5)], collections.Counter("abracadabra").most_common(2))
try:
    open("/etc/passwd")
except OSError as e:
    print(type(e).__name__)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20), sum(1 for n in range(2, 2000) if all(n % d for d in range(2, int(n ** .5) + 1))))
print(datetime.date(2024, 2, 29).isoformat(), sys.version_info[:2], sys.platform)
sys.exit(3)
