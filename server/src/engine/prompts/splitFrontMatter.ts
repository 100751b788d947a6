// Cuts a file into its front matter, the YAML between two `---` lines at its very start, and the text behind it.
import type { DataNode, FrontMatter, PromptProblem } from './promptFile.ts';
import { readYaml } from './readYaml.ts';

export interface Cut {
  readonly frontMatter?: FrontMatter;
  /** Its YAML as one record. */
  readonly data?: DataNode;
  /** Offset of the text. */
  readonly bodyStart: number;
  readonly problems: readonly PromptProblem[];
}

export function splitFrontMatter(text: string): Cut {
  const opening = /^\ufeff?(?:[ \t]*\r?\n)*---[ \t]*\r?\n/.exec(text);
  if (!opening) return { bodyStart: text.startsWith('\ufeff') ? 1 : 0, problems: [] };
  const start = opening[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/m;
  const rest = text.slice(start);
  const close = closing.exec(rest);
  if (!close) return { bodyStart: 0, problems: [] };
  const { node, problems } = readYaml(rest.slice(0, close.index), start);
  const bodyStart = start + close.index + close[0].length;
  const span = { start: opening[0].lastIndexOf('---'), end: start + close.index + 3 };
  const entries = node?.kind === 'record' ? node.entries : [];
  return { frontMatter: { span, entries }, ...(node ? { data: node } : {}), bodyStart, problems };
}
