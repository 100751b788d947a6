// A call out of the analysed code, with everything known of its arguments: what recognizers read.
import type { Place } from '../text/index.ts';
import type { LoopFact } from './facts.ts';
import type { LanguageId } from './ir.ts';
import type { Arguments, Step, SymbolValue } from './value.ts';

/** What is called: a symbol of a package, or members of something unknown (then `package` is undefined). */
export interface Callee {
  readonly package?: string;
  /** `['Anthropic', '()', 'messages', 'create']`; for an unknown receiver just the members, `['messages', 'create']`. */
  readonly path: readonly string[];
  /** As written, e.g. `this.client.messages.create`. */
  readonly label: string;
  /** Set when the user said that the call stands for this one, whose `package` and `path` are given here. */
  readonly wrapper?: CalledWrapper;
}

/** A wrapper that the user declared, at one of its calls. */
export interface CalledWrapper {
  /** The SDK's name for each of its arguments that has another. */
  readonly arguments: Readonly<Record<string, string>>;
  /** It sets cache marks itself. */
  readonly addsMarks: boolean;
}

/** One frame of the way from an entry point to the call, outermost first. */
export interface Frame extends Step {
  /** The function re-enters itself, directly or through others. */
  readonly recursive: boolean;
  /** Loops of this frame around the call made from it, outermost first. */
  readonly loops: readonly LoopFact[];
}

export interface CallSite {
  readonly place: Place;
  readonly calleePlace: Place;
  /** `prompt`: a request that a prompt file holds. */
  readonly language: LanguageId | 'prompt';
  readonly callee: Callee;
  /** First evaluation of the call. */
  readonly args: Arguments;
  /** Evaluation in the second round of the innermost loop (or recursion) around it; absent when it is not in one. */
  readonly nextArgs?: Arguments;
  /** From the entry point to the function that holds the call. */
  readonly frames: readonly Frame[];
  /** Fan-outs whose branch makes this call. */
  readonly fanOuts: readonly number[];
  readonly awaited: boolean;
  /** On the way to this call a cache mark was put on something that could not be followed. */
  readonly marksLost?: boolean;
  /** The callee with what its path was made with (`new Anthropic({ baseURL })`), when it is an object of a package. */
  readonly receiver?: SymbolValue;
  /** Imported packages of the file that holds the call, for receivers whose type is unknown. */
  readonly packages: readonly string[];
}
