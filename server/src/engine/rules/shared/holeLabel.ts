// Names a changing value in a message: by the code that is put into the prompt, and where it comes from when that does not show.
import type { HolePiece } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { shortLabel } from './words.ts';

export interface HoleLabel {
  readonly label: string;
  /** ` (from \`randomUUID()\`)`, or empty. */
  readonly origin: string;
  readonly [key: string]: string;
}

export function holeLabel(documents: Documents, { place, source }: HolePiece): HoleLabel {
  const written = documents.text(place.path)?.slice(place.start, place.end) ?? '';
  const code = written.replace(/^(?:\{\{[-~{]?|\$?\{)|(?:[-~}]?\}\}|\})$/g, '').trim();
  const origin = shortLabel(source.label);
  // A whole template, or code over several lines, names nothing.
  if (code === '' || code.length > 60 || /[`\n]/.test(code) || /^[fF]?["']/.test(code))
    return { label: origin, origin: '' };
  const isWritten = code.replaceAll('"', "'").includes(source.label.replaceAll('"', "'"));
  return { label: code, origin: isWritten ? '' : ` (from \`${origin}\`)` };
}
