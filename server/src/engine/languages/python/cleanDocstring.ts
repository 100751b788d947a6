// Removes from a docstring the indentation that it has only because of where it stands, as `inspect.cleandoc` does.

export function cleanDocstring(text: string): string {
  const [first = '', ...rest] = text.replace(/\t/g, '        ').split('\n');
  let margin = Number.POSITIVE_INFINITY;
  for (const line of rest) {
    const content = line.trimStart();
    if (content !== '') margin = Math.min(margin, line.length - content.length);
  }
  const dedented = rest.map((line) => (margin === Number.POSITIVE_INFINITY ? line : line.slice(margin)));
  const lines = [first.trimStart(), ...dedented];
  while (lines.at(-1)?.trim() === '') lines.pop();
  while (lines[0]?.trim() === '') lines.shift();
  return lines.join('\n');
}
