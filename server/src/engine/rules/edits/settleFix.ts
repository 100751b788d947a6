// Lets each branch of a fan-out settle for itself.
import type { Fix } from '../../model/index.ts';
import type { Edit, Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { isPython } from './significant.ts';

/** Unsafe: the results come in another shape, errors among them. Empty where the fan-out is called by another name. */
export function settleFix(documents: Documents, { path, start, end }: Place): readonly Fix[] {
  const text = documents.text(path)?.slice(start, end);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined) return [];
  const edit = isPython(language) ? gathered(text, start) : settled(text, start);
  const title = isPython(language) ? 'Return errors among the results' : 'Let each request settle';
  return edit === undefined ? [] : [fixOf(title, 'unsafe', ['tool results'], [{ path, edits: [edit] }])];
}

function settled(text: string, start: number): Edit | undefined {
  const name = /^Promise\s*\.\s*all(?=\s*\()/.exec(text);
  if (name === null) return undefined;
  const at = start + name[0].length;
  return { span: { start: at, end: at }, newText: 'Settled' };
}

/** Behind the last argument, before white space that closes a call over several lines. */
function gathered(text: string, start: number): Edit | undefined {
  if (!/^(?:\w+\.)?gather\s*\(/.test(text) || !text.endsWith(')')) return undefined;
  const inside = text.slice(0, -1);
  const last = inside.trimEnd();
  // A comment behind the last argument would swallow what is written after it.
  if ((last.split('\n').at(-1) ?? '').includes('#')) return undefined;
  const at = start + last.length;
  const isClosed = last.endsWith(',');
  return { span: { start: at, end: at }, newText: isClosed ? ' return_exceptions=True,' : ', return_exceptions=True' };
}
