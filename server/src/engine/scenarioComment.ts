// The usage scenario that a comment at a model call states: `hitrate ticks=20 output=400 gap=8m`.
import { coveredLine } from './coveredLine.ts';
import type { Comment, Scenario } from './model/index.ts';
import { LineIndex } from './text/index.ts';

export interface ToldScenario {
  readonly told: Partial<Scenario>;
  /** One sentence for each part that is not understood. */
  readonly problems: readonly string[];
}

export interface CommentedDocument {
  readonly text: string;
  readonly comments: readonly Comment[];
}

interface Field {
  readonly name: keyof Scenario;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

const tokens = { least: 0, most: 1_000_000, whole: true } as const;
const gap: Field = { name: 'gapSeconds', least: 0, most: 31_536_000, whole: false };

/** By the words of the comment; the limits are those of the settings. */
const fields: Readonly<Record<string, Field>> = {
  ticks: { name: 'ticks', least: 1, most: 10_000, whole: true },
  output: { name: 'outputTokens', ...tokens },
  reasoning: { name: 'reasoningTokens', ...tokens },
  result: { name: 'toolResultTokens', ...tokens },
  hole: { name: 'holeTokens', ...tokens },
  tasks: { name: 'tasksPerDay', least: 0, most: 1_000_000_000, whole: false },
  gap,
};

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const statement = /^[\s*#/{!<-]*hitrate((?:[ \t]+[A-Za-z]+=[^\s*]+)+)[ \t]*(?:\*\/|-?#\}|(?:--)?\}\}|-->)?[ \t]*$/gm;
const nothing: ToldScenario = { told: {}, problems: [] };
/** A call may stand behind the beginning of its statement: `const answer =` on a line of its own. */
const mostLinesBetween = 3;

/** What comments state for the call that begins at `offset`; the last one wins. */
export function scenarioToldAt(document: CommentedDocument | undefined, offset: number): ToldScenario {
  if (document === undefined || !document.text.includes('hitrate ')) return nothing;
  const { text, comments } = document;
  const lines = new LineIndex(text);
  const callLine = lines.positionAt(offset).line;
  let told: Partial<Scenario> = {};
  const problems: string[] = [];
  for (const comment of comments) {
    if (!comment.text.includes('hitrate ')) continue;
    const stated = [...text.slice(comment.start, comment.end).matchAll(statement)];
    if (stated.length === 0) continue;
    const line = coveredLine(text, comments, lines, comment);
    if (!isOneStatement(text, lines, line, callLine, offset)) continue;
    for (const [, list = ''] of stated) {
      for (const part of list.trim().split(/\s+/)) {
        const read = readPart(part);
        if (typeof read === 'string') problems.push(read);
        else told = { ...told, ...read };
      }
    }
  }
  return { told, problems };
}

function isOneStatement(text: string, lines: LineIndex, line: number, callLine: number, offset: number): boolean {
  if (line === callLine) return true;
  if (line > callLine || callLine - line > mostLinesBetween) return false;
  return !/[;{}]|\n[ \t]*\r?\n/.test(text.slice(lines.offsetAt({ line, character: 0 }), offset));
}

/** A sentence where it is not understood. */
function readPart(part: string): Partial<Scenario> | string {
  const [word = '', written = ''] = part.split('=', 2);
  const field = Object.hasOwn(fields, word) ? fields[word] : undefined;
  if (field === undefined) {
    return `the comment says \`${part}\`, which is none of ${Object.keys(fields).join(', ')}`;
  }
  const match = /^(\d[\d_]*(?:\.\d+)?)([smhd]?)$/.exec(written);
  const unit = match?.[2] ?? '';
  const value = Number((match?.[1] ?? 'x').replaceAll('_', '')) * (unit === '' ? 1 : (seconds[unit] ?? 1));
  const fits = value >= field.least && value <= field.most && (!field.whole || Number.isInteger(value));
  if (!fits || (unit !== '' && field !== gap)) {
    const form = field === gap ? 'a time such as 30s, 8m or 1h' : `a number from ${field.least} to ${field.most}`;
    return `the comment says \`${part}\`, but ${word} takes ${form}`;
  }
  return { [field.name]: value };
}
