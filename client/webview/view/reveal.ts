// Shows a place of the source in the editor.
import type { SourceRange } from '../../../server/src/protocol/index.ts';
import type { Host } from '../host.ts';

export function revealRange(host: Host, { uri, start, end }: SourceRange): void {
  if (uri !== '') host.post({ type: 'reveal', uri, start, end });
}
