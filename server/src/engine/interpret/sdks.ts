// What the interpreter asks of those who know the SDKs.
import type { Callee, CallSite } from '../model/index.ts';

export interface Sdks {
  /** Cheap, asked of every call: it may be a model call. */
  readonly isCandidate: (callee: Callee, packages: readonly string[], isUnseen?: boolean) => boolean;
  /** Asked of candidates; `site` shows the arguments where the callee alone says too little. */
  readonly isRequest: (callee: Callee, packages: readonly string[], site: () => CallSite) => boolean;
  /** The candidate makes an object that sends requests later. */
  readonly isDefinition: (callee: Callee) => boolean;
  /** Stands among the imported packages of a text that shows an SDK without importing one. */
  readonly signsOf: (text: string) => readonly string[];
  /** What a helper of an SDK gives back: its argument, or a record of its keywords. */
  readonly helper: (packageName: string, path: readonly string[]) => 'argument' | 'record' | undefined;
  /** Undefined when the user told of no calls. */
  readonly declared?: DeclaredCalls | undefined;
}

/** Calls that the user told of. `spellings` are the ways in which one callee can be named. */
export interface DeclaredCalls {
  /** By the path alone, as it is written. */
  readonly mayBeWrapper: (path: readonly string[]) => boolean;
  /** The call of an SDK that the wrapper stands for. `imports` are all that the file imports. */
  readonly wrapperOf: (spellings: readonly Callee[], imports: readonly string[]) => Callee | undefined;
  /** It sets cache marks on what it is given or gives back. */
  readonly addsMarks: (spellings: readonly Callee[]) => boolean;
}
