// What a rule has to say, as plain data: message parts, places, effect on cost, and repairs as edits.
import type { Edit, Place } from '../text/index.ts';
import type { Money } from './estimate.ts';

export type Severity = 'off' | 'hint' | 'information' | 'warning' | 'error';
export type Applicability = 'safe' | 'unsafe';

/** Edits of one document, over offsets of the text that was analysed. */
export interface DocumentEdits {
  readonly path: string;
  readonly edits: readonly Edit[];
}

/**
 * One side of the requests that are sent. `marks`: where cached prefixes end, and how long they live; `tool order`: the order of the tools;
 * `text order`: the order within a text that is put together at run time; `text place`: which block a text stands in, all of it being kept;
 * `params`: options beside the prompt; `tool results`: what the model is told of its tool calls.
 */
export type RequestAspect = 'marks' | 'tool order' | 'text order' | 'text place' | 'params' | 'tool results';

export interface Fix {
  /** Shown in the menu: an imperative sentence. */
  readonly title: string;
  readonly applicability: Applicability;
  /** What it changes of the requests that are sent; everything else of them stays as it is. */
  readonly alters: readonly RequestAspect[];
  readonly changes: readonly DocumentEdits[];
}

export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** When a cost falls due: on each tick, or only when something rarer happens. */
export type Occasion = 'tick' | 'day' | 'start' | 'deployment' | 'session' | 'user' | 'tenant';

/** What the finding costs under the scenario; absent when it cannot be told. */
export interface CostEffect {
  /** Tokens billed again (or in vain) each time. */
  readonly tokens: number;
  /** Money lost each time against the mended request. */
  readonly money: Money | undefined;
  readonly each: Occasion;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Exclude<Severity, 'off'>;
  /** Where the user must edit. */
  readonly place: Place;
  /** Key into the rule's messages, and the values that fill it; `message` is the rendered English text. */
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly effect?: CostEffect;
  readonly fixes: readonly Fix[];
  /** Start of the line before which a comment silences it; absent in documents without comments. */
  readonly suppressAt?: number;
  /** That line stands between the tags of JSX, where a comment needs braces. */
  readonly suppressBetweenTags?: true;
  /** Id of the model call it is about. */
  readonly call?: number;
}
