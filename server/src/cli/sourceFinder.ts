// Finds the source line that a text of a recorded prompt comes from, by the literal text that stands in front of it.
import { type Engine, LineIndex, type Place } from '../engine/index.ts';
import type { Divergence } from '../protocol/index.ts';
import { callsUnder } from './callsUnder.ts';

export interface SourceFinder {
  /** What stands where `shared`, the text of a block up to a difference, ends. */
  readonly sourceOf: (level: Divergence['level'], shared: string) => Divergence['source'];
  readonly displayPath: (path: string) => string;
}

/** A text known only at run time, and the literal text in front of it in its block. */
interface Gap {
  readonly level: Divergence['level'];
  readonly before: string;
  readonly path: string;
  readonly line: number;
  readonly label: string;
}

/** Shorter texts stand in too many prompts. */
const leastText = 6;
const mostText = 200;

export async function sourceFinder(
  folder: string,
  cwd: string,
  createEngine: () => Promise<Engine>,
): Promise<SourceFinder> {
  const engine = await createEngine();
  try {
    const { calls, displayPath, snapshot } = callsUnder(engine, {
      cwd,
      path: folder,
      line: undefined,
      config: undefined,
      scenario: {},
    });
    const lines = new Map<string, LineIndex>();
    const lineOf = ({ path, start }: Place): number => {
      const index = lines.get(path) ?? new LineIndex(snapshot.read(path) ?? '');
      lines.set(path, index);
      return index.positionAt(start).line + 1;
    };
    const gaps: Gap[] = [];
    for (const { call } of calls) {
      for (const { level, pieces } of call.layout.blocks) {
        let before = '';
        for (const piece of pieces) {
          if (piece.kind === 'literal') before = (before + piece.text).slice(-mostText);
          else if (piece.kind === 'hole') {
            const { source } = piece;
            gaps.push({ level, before, path: source.place.path, line: lineOf(source.place), label: source.label });
            before = '';
          }
        }
      }
    }
    return { displayPath, sourceOf: (level, shared) => nearest(gaps, level, shared) };
  } finally {
    engine.dispose();
  }
}

/** Recorded texts are JSON: quotes and line ends are escaped in them. The gap whose literal text ends last is the one. */
function nearest(gaps: readonly Gap[], level: Divergence['level'], shared: string): Divergence['source'] {
  let best: Gap | undefined;
  let bestEnd = -1;
  for (const gap of gaps) {
    if (gap.level !== level || gap.before.trim().length < leastText) continue;
    const text = JSON.stringify(gap.before).slice(1, -1);
    const at = shared.lastIndexOf(text);
    if (at >= 0 && at + text.length > bestEnd) {
      best = gap;
      bestEnd = at + text.length;
    }
  }
  return best === undefined ? undefined : { path: best.path, line: best.line, label: best.label };
}
