// Puts a function between each model call and its SDK, when the client is a variable of the module.
import type { Engine } from '../../../server/src/engine/index.ts';
import type { Edit } from '../../../server/src/engine/text/index.ts';
import { plainSettings } from '../understand.ts';
import { type Documents, edited } from './project.ts';

export interface Wrapping {
  readonly documents: Documents;
  /** Calls that were wrapped. */
  readonly count: number;
}

export function wrapCalls(documents: Documents, engine: Engine): Wrapping {
  const edits = new Map<string, Edit[]>();
  const wrapped = new Map<string, string>();
  const snapshot = { read: (path: string) => documents.get(path) };
  for (const path of documents.keys()) {
    for (const { call } of engine.analyze(path, snapshot, plainSettings).calls) {
      const { calleePlace } = call.site;
      const callee = documents.get(calleePlace.path)?.slice(calleePlace.start, calleePlace.end) ?? '';
      // `call` and `apply` take more than the options.
      if (!/^client(?:\.\w+)+$/.test(callee) || /\.(?:call|apply)$/.test(callee)) continue;
      const list = edits.get(calleePlace.path) ?? [];
      edits.set(calleePlace.path, list);
      if (list.some(({ span }) => span.start === calleePlace.start)) continue;
      const name = `send_${callee.replaceAll('.', '_')}`;
      list.push({ span: calleePlace, newText: name });
      wrapped.set(`${calleePlace.path}\n${name}`, callee);
    }
  }
  const count = [...edits.values()].reduce((sum, list) => sum + list.length, 0);
  for (const [key, callee] of wrapped) {
    const [path = '', name = ''] = key.split('\n');
    const end = documents.get(path)?.length ?? 0;
    const newText = path.endsWith('.py')
      ? `\n\ndef ${name}(**options):\n    return ${callee}(**options)\n`
      : `\nfunction ${name}(options: any) {\n  return ${callee}(options);\n}\n`;
    edits.get(path)?.push({ span: { start: end, end }, newText });
  }
  return { documents: edited(documents, edits), count };
}
