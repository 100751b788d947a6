// A 64-bit hash of texts, small enough to run in a page and on every drag of a breakpoint.

/** Two multiplicative lanes, mixed at the end. Not cryptographic: prompts are told apart, not protected. */
export function hashText(text: string, seed = ''): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const part of [seed, '\u0001', text]) {
    for (let at = 0; at < part.length; at++) {
      const code = part.charCodeAt(at);
      a = Math.imul(a ^ code, 0x9e3779b1);
      b = Math.imul(b ^ code, 0x5f356495);
      a = (a << 13) | (a >>> 19);
      b = (b << 17) | (b >>> 15);
    }
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return hex(a) + hex(b);
}

const bytes = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function hex(value: number): string {
  const [a, b, c, d] = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return `${bytes[a]}${bytes[b]}${bytes[c]}${bytes[d]}`;
}
