// Puts a breakpoint on the last block of a level, as the settings of frameworks ask for it.
import type { Mark, Part } from '../../model/index.ts';
import { literalText } from './literalText.ts';
import type { Option } from './options.ts';

/** A setting that is `True`, or the lifetime itself. Undefined when it is switched off. */
export function markOfSetting(option: Option | undefined): Mark | undefined {
  if (option === undefined || (option.value.kind === 'scalar' && option.value.value !== true)) return undefined;
  const ttl = literalText(option.value);
  const isKnown = ttl === '5m' || ttl === '1h';
  const isSure = option.presence === 'always' && (isKnown || option.value.kind !== 'opaque');
  return {
    ttl: isKnown ? ttl : option.value.kind === 'scalar' ? '5m' : 'unknown',
    presence: isSure ? 'always' : 'sometimes',
    place: option.place,
    automatic: false,
  };
}

/** Nothing is marked when unlisted blocks stand at the end. */
export function markLast(part: Part | undefined, mark: Mark | undefined): Part | undefined {
  const last = part?.blocks.at(-1);
  if (part === undefined || last === undefined || mark === undefined || last.mark !== undefined) return part;
  if (part.open && (part.openAt ?? part.blocks.length) >= part.blocks.length) return part;
  return { ...part, blocks: [...part.blocks.slice(0, -1), { ...last, mark }] };
}
