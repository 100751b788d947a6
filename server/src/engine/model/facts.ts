// The facts of one document: what it does with models, loops, fan-outs, tools and caches, with the edges between them.
import type { Place } from '../text/index.ts';
import type { CallSite } from './callSite.ts';
import type { History, Request } from './request.ts';
import type { Source, Step, Value } from './value.ts';

/** A request in its surroundings. Ids are indexes into the arrays of `Facts`. */
export interface ModelCall {
  readonly id: number;
  readonly site: CallSite;
  readonly request: Request;
  /** The same request on the next tick of the innermost loop or recursion around it. */
  readonly next?: Request;
  readonly history: History;
  /** Loops around the call on its way from the entry point, outermost first, through callers. */
  readonly loops: readonly number[];
  readonly recursive: boolean;
  readonly fanOuts: readonly number[];
  /** Sent again with the same prefix: in a loop, by recursion, with a conversation, or by an SDK loop. */
  readonly repeated: boolean;
}

/** What can end a loop. */
export interface Bound {
  readonly kind: 'count' | 'collection' | 'condition' | 'exception' | 'callee' | 'option';
  readonly place: Place;
  /** Most rounds, when it is a literal. */
  readonly limit?: number;
  /** The limit is a parameter that is infinite unless it is given. */
  readonly isInfinite?: true;
  /** It holds only where a flag from outside of the loop is set; the name of the flag. */
  readonly onlyIf?: string;
}

export interface LoopFact {
  readonly id: number;
  readonly place: Place;
  /** `each` goes over a collection; `recursion` is a function that re-enters itself. */
  readonly form: 'while' | 'do' | 'for' | 'each' | 'recursion';
  /** The test is always true (`while True`, `for (;;)`). */
  readonly endless: boolean;
  readonly bounds: readonly Bound[];
  /** The next round only follows a failure of this one, so it sends the same request again at most. */
  readonly isRetry: boolean;
  /** A round waits for something from outside: input of a person, a message, a pause. */
  readonly waits: boolean;
  /** A function that a round calls raises an error when a quantity gets too large. */
  readonly raises: boolean;
  /** What an `each` loop goes over. */
  readonly over?: Value;
}

export interface FanOut {
  readonly id: number;
  readonly place: Place;
  /** `all` rejects with the first failure; `settled` never does; `race` takes the first; `group` is a task group or pool. */
  readonly form: 'all' | 'settled' | 'race' | 'group';
  /** Branches when they are written out, undefined over a collection of unknown size. */
  readonly width?: number;
  readonly over?: Value;
  /** Loop that starts the branches one after the other without waiting for them. */
  readonly loop?: number;
  /** What decides how many branches there are, where their number is not known. */
  readonly decidedBy?: Source;
  /** An error of a model call in a branch is caught neither there nor around the fan-out. */
  readonly rejects?: true;
  /** A semaphore, limiter or pool caps how many run at once; number when literal. */
  readonly cap?: number | 'unknown';
}

/** The model's tool calls being carried out: a loop or a map over the calls of a response. */
export interface ToolDispatch {
  readonly id: number;
  readonly place: Place;
  readonly form: 'serial' | 'fan-out' | 'single';
  readonly loop?: number;
  readonly fanOut?: number;
  /** Label of the function that runs one call. */
  readonly runner?: string;
  /** The call that a round of the loop waits for before the next one starts; it is given something of the tool call. */
  readonly awaits?: { readonly place: Place; readonly label: string };
}

/** Reading or writing a keyed store around a call (`cache.get(key)`, `memo[key] = v`). */
export interface CacheAccess {
  readonly id: number;
  readonly place: Place;
  readonly operation: 'get' | 'set' | 'has' | 'delete';
  readonly store: string;
  readonly key: Value;
  readonly value?: Value;
  readonly ttl?: Value;
}

/** A request for one item, made in each round over a collection, though the same client has a form for many. */
export interface ItemCall {
  readonly id: number;
  /** The call in the round. */
  readonly place: Place;
  /** The request as it is written, `self.embedder.embed`. */
  readonly label: string;
  /** The request itself, where the call in the round is one of a function that makes it. */
  readonly request?: Place;
  /** The form for many, as messages name it. */
  readonly batch: string;
  /** Where the module uses or defines it. */
  readonly batchPlace?: Place;
}

/** A request that a script makes for each item of a data set, whose results it writes to files. */
export interface OfflineCall {
  readonly id: number;
  /** The model call. */
  readonly request: Place;
  /** The loop, comprehension or `map` over the data. */
  readonly round: Place;
  /** Where the data is read. */
  readonly read: Place;
  /** Loops between the two; of those that try again after a failure the facts of loops know. */
  readonly loops: readonly Place[];
}

/** What becomes of the text of an answer. */
export interface AnswerUse {
  readonly id: number;
  /** The model call. */
  readonly request: Place;
  /** The call of the function around the request that gives the text back, where it is used outside of that function. */
  readonly way?: Place;
  /** `parsed` as JSON; `printed` before the next question of a loop that asks a person; `replied` by the handler of a route. */
  readonly how: 'parsed' | 'printed' | 'replied';
  readonly place: Place;
}

/** Something that a key, or what is kept under it, is made from. */
export interface CacheInput {
  /** A parameter or a member of one, `city` or `input.city`; for a call its callee. */
  readonly name: string;
  readonly place: Place;
}

/** What was computed once and is given back for the same key: the result of a tool, or the answer of a model. */
export interface ResultCache {
  readonly id: number;
  /** `tools`: of any tool, in the function that runs them. */
  readonly of: 'tool' | 'tools' | 'model';
  /** Names of the tool; of all that are known for `tools`; of the function around for `model`. */
  readonly names: readonly string[];
  readonly store: {
    readonly label: string;
    /** Where it is made. */
    readonly place: Place;
    /** `outside` of the program, such as Redis; `instance`: as long as an object lives. */
    readonly scope: 'process' | 'instance' | 'outside';
    /** Nothing limits how many entries it keeps. */
    readonly uncapped: boolean;
  };
  /** `never`: entries do not expire. */
  readonly expiry: 'never' | 'set' | 'unknown';
  /** When it is a literal. */
  readonly ttlSeconds?: number;
  /** Where an entry is written; for a decorator that is itself. */
  readonly write: Place;
  /** Absent where all arguments are the key, as with decorators. */
  readonly key?: {
    readonly place: Place;
    /** Turns of values into JSON whose keys are not sorted. */
    readonly unsorted: readonly { readonly place: Place; readonly of: string }[];
    /** Times, random values and ids of one request in it. */
    readonly volatile: readonly CacheInput[];
  };
  /** What the result is made from and the key does not say. */
  readonly missing: readonly CacheInput[];
  /** Tools that change what the result shows and leave the store alone. */
  readonly outdatedBy: readonly { readonly tool: string; readonly place: Place }[];
  /** An error of the store on this access ends the function. */
  readonly failing?: Place;
}

/** A clock in the text of a prompt, read off the source alone. */
export interface PromptClock {
  /** Where its value is put into the text. */
  readonly place: Place;
  readonly value: Place;
}

/** A message of a conversation that gets another text because of its distance from the end. */
export interface ShortenedMessage {
  /** The text that it gets. */
  readonly place: Place;
  /** What is gone over. */
  readonly over: Place;
}

/** The answer of one model call reaches another in the same function. Calls that one function makes are named together. */
export interface CallFlow {
  /** Ids of model calls. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /**
   * `input`: it is part of the request. `collection`: the call is made once for each of something in it. `branch`: it decides which of
   * several calls is made. `choice`: it picks what the call is made with from a table.
   */
  readonly how: 'input' | 'collection' | 'branch' | 'choice';
  /** In the next round of a loop around both. */
  readonly again: boolean;
}

/** The result of a failed tool call that does not say so, as a record that is written out. */
export interface UnmarkedError {
  readonly place: Place;
}

/** A call that is started together with another one whose result it needs. */
export interface DependentCall {
  /** Where it reads what is not there yet. */
  readonly place: Place;
  /** The call that reads, as it is written. */
  readonly label: string;
  /** The call whose result it is; empty for `store`, where it is any of the others. */
  readonly needs: string;
  /** `pending`: it takes a promise or a task for the result. `unset`: the other sets a variable when it has waited. `store`: a record of results. */
  readonly how: 'pending' | 'unset' | 'store';
  /** The variable that is read. */
  readonly name: string;
  /** The call that is needed, or the fan-out. */
  readonly other: Place;
}

/** A template or prompt file being turned into text. */
export interface Render {
  readonly id: number;
  readonly place: Place;
  readonly engine: string;
  /** Path of the template as written, or resolved when it is a file of the workspace. */
  readonly template: Value;
  readonly variables: readonly RenderVariable[];
  /** It may be given more than is listed. */
  readonly open: boolean;
}

export interface RenderVariable {
  readonly name: string;
  readonly value: Value;
  /** Name and value, as they are given: `now=clock()`, `"now": clock()`. */
  readonly place: Place;
}

/** Where the engine gave up, for `explain`. */
export interface Note {
  readonly place: Place;
  readonly text: string;
  readonly steps?: readonly Step[];
}

export interface Facts {
  readonly modelCalls: readonly ModelCall[];
  readonly loops: readonly LoopFact[];
  readonly fanOuts: readonly FanOut[];
  readonly toolDispatches: readonly ToolDispatch[];
  readonly cacheAccesses: readonly CacheAccess[];
  readonly renders: readonly Render[];
  readonly callFlows: readonly CallFlow[];
  readonly unmarkedErrors: readonly UnmarkedError[];
  readonly itemCalls: readonly ItemCall[];
  readonly dependentCalls: readonly DependentCall[];
  readonly resultCaches: readonly ResultCache[];
  readonly promptClocks: readonly PromptClock[];
  readonly offlineCalls: readonly OfflineCall[];
  readonly answerUses: readonly AnswerUse[];
  readonly shortenedMessages: readonly ShortenedMessage[];
  readonly notes: readonly Note[];
}
