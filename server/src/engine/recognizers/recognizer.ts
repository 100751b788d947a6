// The contract of a recognizer: what an SDK's calls look like, and how one of them becomes a request.
import type { Arguments, Callee, CallSite, Request } from '../model/index.ts';

/** `likely`: the receiver was not resolved to the SDK, so the shape of the options has to confirm it. */
export type Match = 'sure' | 'likely';

/**
 * One SDK. The file that exports it is named like its id, and the export like the file: that is all the registry needs.
 */
export interface Recognizer {
  readonly id: string;
  /** npm and PyPI import roots; submodules count (`anthropic.lib`, `openai/resources`). */
  readonly packages: readonly string[];
  /** How a text shows that it may call the SDK, where it need not import it. */
  readonly mention?: RegExp;
  /** Ends of the member path that make a request, e.g. `['messages', 'create']`. */
  readonly tails: readonly (readonly string[])[];
  /**
   * Ends of the path of a call that makes an object which sends requests by itself later: an agent. It is a call site of its own, with
   * the object as receiver, unless the object is seen to be run. `recognize` is asked for both.
   */
  readonly definitions?: readonly (readonly string[])[];
  readonly matches: (callee: Callee, packages: readonly string[]) => Match | undefined;
  /** Undefined when the arguments show that it is something else after all. */
  readonly recognize: (args: Arguments, site: CallSite) => Request | undefined;
  /** All requests of one call, where it starts several that have little in common: the agents of a crew. */
  readonly recognizeAll?: (args: Arguments, site: CallSite) => readonly Request[];
}
