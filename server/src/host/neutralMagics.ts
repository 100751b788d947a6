// Silences the commands of a notebook cell that are no Python, without moving any other text.

/** Cell magics whose cell is Python all the same. */
const pythonCells = /^%%(?:time|timeit|capture|prun)\b/;

/** As long as `code`: a command becomes `0#…`, which is a statement wherever a statement may stand. */
export function neutralMagics(code: string): string {
  const first = /\S.*/.exec(code)?.[0] ?? '';
  if (first.startsWith('%%') && !pythonCells.test(first)) return code.replace(/[^\r\n]/g, '#');
  let state: Scan = { quote: undefined, depth: 0 };
  return code
    .split(/(?<=\n)/)
    .map((line) => {
      const shown = state.quote === undefined && state.depth === 0 ? withoutMagic(line) : line;
      state = scanned(shown, state);
      return shown;
    })
    .join('');
}

/** What stands open at the end of a line: inside of a text or of brackets nothing is a command. */
interface Scan {
  readonly quote: string | undefined;
  readonly depth: number;
}

function withoutMagic(line: string): string {
  const help = /^(\s*[\w.]+)(\?{1,2})(\s*)$/.exec(line);
  if (help) return `${help[1]}${' '.repeat(help[2]?.length ?? 0)}${help[3]}`;
  // A value of a command is assigned: `files = !ls`.
  const found = /^(\s*(?:[\w.]+(?:\s*,\s*[\w.]+)*\s*=\s*)?)((?:%%?(?=[A-Za-z_])|!(?!=)|\?).*?)(\s*)$/.exec(line);
  if (!found) return line;
  const [, before = '', command = '', after = ''] = found;
  return `${before}${'0#'.slice(0, command.length)}${command.slice(2)}${after}`;
}

function scanned(line: string, { quote, depth }: Scan): Scan {
  let open = quote;
  let brackets = depth;
  const pattern = /"""|'''|\\.|#.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{}]/g;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const [found] = match;
    if (open !== undefined) {
      if (found === open) open = undefined;
      // Other marks mean nothing inside of it: look again right behind their first sign.
      else if (found[0] !== '\\') pattern.lastIndex = match.index + 1;
    } else if (found === '"""' || found === "'''") open = found;
    else if ('([{'.includes(found)) brackets++;
    else if (')]}'.includes(found)) brackets = Math.max(0, brackets - 1);
  }
  return { quote: open, depth: brackets };
}
