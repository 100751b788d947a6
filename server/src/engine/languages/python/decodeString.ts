// Turns the source text between the quotes of a Python string into the characters that it stands for.

const escapes = /\\(?:N\{[^}]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[\s\S])|\{\{|\}\}/g;

const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface StringForm {
  /** `r"…"`: backslashes stand for themselves. */
  readonly raw: boolean;
  /** `f"…"`: doubled braces stand for one. */
  readonly format: boolean;
}

/** Line ends become `\n`, as Python reads them. `\N{…}` is left as written: the names of all characters are not at hand. */
export function decodeString(written: string, form: StringForm): string {
  const text = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
  const hasEscapes = !form.raw && text.includes('\\');
  const hasBraces = form.format && /[{}]/.test(text);
  if (!hasEscapes && !hasBraces) return text;
  if (form.raw) return text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0));
  return text.replace(escapes, (found) => {
    if (!found.startsWith('\\')) return form.format ? found.charAt(0) : found;
    const code = found.slice(1);
    const known = simple[code];
    if (known !== undefined) return known;
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (!/^[xuU][\da-fA-F]/.test(code)) return found;
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : found;
  });
}
