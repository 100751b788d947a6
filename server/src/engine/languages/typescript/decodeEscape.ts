// What one escape sequence of a JavaScript string or template stands for.

const single: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** `sequence` starts with the backslash. A line continuation is empty; a malformed sequence stands for itself. */
export function decodeEscape(sequence: string): string {
  const body = sequence.slice(1);
  const head = body[0] ?? '';
  if (head === 'u' || head === 'x') {
    const digits = body.startsWith('u{') ? body.slice(2, -1) : body.slice(1);
    const code = Number.parseInt(digits, 16);
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
  }
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (head === '\n' || head === '\r' || head === '\u2028' || head === '\u2029') return '';
  return single[head] ?? body;
}
