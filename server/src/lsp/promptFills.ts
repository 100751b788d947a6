// The calls in open documents that fill a prompt file, with what they give to its variables.
import type { Place, Render, Value } from '../engine/index.ts';
import type { Session } from './session.ts';

export interface PromptFill {
  /** The call. */
  readonly place: Place;
  readonly variables: readonly FilledVariable[];
  /** It may give more than is listed. */
  readonly open: boolean;
}

export interface FilledVariable {
  readonly name: string;
  /** The name, where the call says it; absent where it is not written in the call, as in `**values`. */
  readonly namePlace?: Place;
  /** Name and value. */
  readonly place: Place;
  /** `{ name }`: the name is a variable of the program too. */
  readonly isShorthand: boolean;
}

export async function promptFills(session: Session, path: string): Promise<readonly PromptFill[]> {
  const fills = new Map<string, PromptFill>();
  for (const open of session.documents.all()) {
    const analyzed = await session.analyze(open);
    if (analyzed?.analysis.reads.includes(path) !== true) continue;
    for (const render of analyzed.analysis.facts.renders) {
      if (templatePath(render, analyzed.analysis.reads) !== path) continue;
      fills.set(`${render.place.path} ${render.place.start}`, fillOf(session, render));
    }
  }
  return [...fills.values()];
}

/** The file of a template that is rendered: the one that its text lies in, or the one whose name is given. */
export function templatePath({ template, place: call }: Render, reads: readonly string[]): string | undefined {
  if (template.kind !== 'text') return undefined;
  const written = template.pieces.find(({ place }) => place.path !== call.path)?.place.path;
  if (written !== undefined && reads.includes(written)) return written;
  const name = nameOf(template);
  if (name === undefined || name === '') return undefined;
  const found = reads.filter((read) => read === name || read.endsWith(`/${name.replace(/^\.?\//, '')}`));
  return found.length === 1 ? found[0] : undefined;
}

function nameOf(value: Value): string | undefined {
  if (value.kind !== 'text' || value.pieces.length !== 1) return undefined;
  const [piece] = value.pieces;
  return piece?.kind === 'literal' && !piece.text.includes('\n') ? piece.text : undefined;
}

function fillOf(session: Session, { place, variables, open }: Render): PromptFill {
  return {
    place,
    open,
    variables: variables.map((variable): FilledVariable => {
      const { name, place: at } = variable;
      const written = (session.snapshot.read(at.path) ?? '').slice(at.start, at.end);
      const key = /^["']?/.exec(written)?.[0].length ?? 0;
      const isWritten = written.startsWith(name, key) && !/[\w$]/.test(written[key + name.length] ?? '');
      const namePlace = { path: at.path, start: at.start + key, end: at.start + key + name.length };
      return { name, place: at, isShorthand: isWritten && written === name, ...(isWritten ? { namePlace } : {}) };
    }),
  };
}
