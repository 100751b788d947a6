// Sets the sampling temperature of a request to zero.
import type { Fix } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { CallContext } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { insertOption } from './insertOption.ts';
import { speaksMessages } from './markBlock.ts';

/**
 * `written` is the number as it stands in the source; without it the option is added where the provider's own options are written.
 * Unsafe: the answers are others than before.
 */
export function temperatureFix(context: CallContext, written: Place | undefined): readonly Fix[] {
  // From version 1 on the SDKs of Anthropic do not take the option any more.
  if (written === undefined && speaksMessages(context)) return [];
  const edits =
    written === undefined ? insertOption(context, 'temperature', { code: '0' }) : replaced(context, written);
  return edits === undefined ? [] : [fixOf('Set the temperature to 0', 'unsafe', ['params'], [edits])];
}

function replaced({ text }: CallContext, { path, start, end }: Place): ReturnType<typeof insertOption> {
  const number = text(path)?.slice(start, end);
  if (number === undefined || !/^\d*\.?\d+$/.test(number)) return undefined;
  return { path, edits: [{ span: { start, end }, newText: '0' }] };
}
