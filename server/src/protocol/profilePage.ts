// Client → server: what the profiler page shows of the model call at a place, the edits that move its marks, and other models to compare.
import type { RequestMessage } from './message.ts';
import type { ScenarioNumbers } from './scenarioSchema.ts';
import type { RuleSeverity } from './severity.ts';

/** Lines and characters from 0, characters in UTF-16 units: as the language server protocol counts. */
export interface SourceRange {
  readonly uri: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A token count with its band. */
export interface PageTokens {
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
  readonly method: 'exact' | 'estimate' | 'assumed';
}

/** How a part of the prompt behaves from request to request. `partly`: some of its segments change. */
export type PartState = 'stable' | 'changing' | 'partly' | 'unknown';

/** A stretch of one block with one origin. */
export interface PageSegment {
  readonly tokens: PageTokens;
  readonly state: PartState;
  /** `stable`, `every request`, `per user`, … */
  readonly changes: string;
  /** The way of a value, or the beginning of a literal. */
  readonly why: string;
  /** Beginning of its text; for a value of run time, the expression. */
  readonly excerpt: string;
  readonly range: SourceRange;
}

/** One position of the prompt on the wire; in the order of the plan's blocks. */
export interface PageBlock {
  readonly level: 'tools' | 'system' | 'messages';
  readonly role: string;
  readonly type: string;
  /** Tool name, or what it is. */
  readonly label: string;
  readonly tokens: number;
  readonly state: PartState;
  readonly segments: readonly PageSegment[];
  readonly range: SourceRange;
  /** Why no mark can stand behind it on the wire, as a sentence; absent where one can. */
  readonly noMark?: string;
  /** Why a mark behind it cannot be written into the source for the user; absent where it can. */
  readonly notWritable?: string;
  /** It may stand there more than once, or not at all. */
  readonly isDoubtful: boolean;
}

export interface PageMark {
  /** Index of the block behind which it stands. */
  readonly block: number;
  /** Absent: the provider's own lifetime. */
  readonly ttl?: '5m' | '1h' | '30m';
}

export interface PageFix {
  readonly title: string;
  readonly isSafe: boolean;
}

export interface PageFinding {
  /** Names the finding within this version of the document. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Exclude<RuleSeverity, 'off'>;
  readonly message: string;
  readonly href: string;
  readonly range: SourceRange;
  /** Block that it lies in. */
  readonly block?: number;
  readonly fixes: readonly PageFix[];
}

/** A part of the prompt that is known only at run time, with the text that stands for it in a run. */
export interface PageHole {
  readonly label: string;
  readonly sample: string;
}

/** What the model's cache asks for. */
export interface PageCacheRules {
  /** Nothing is cached without a mark. */
  readonly needsMark: boolean;
  /** Marks can be set at all. */
  readonly takesMarks: boolean;
  /** The provider may miss even when every rule is met. */
  readonly isBestEffort: boolean;
  readonly markLimit?: number;
  readonly lookbackPositions?: number;
  readonly minimumPrefixTokens?: number;
  /** Lifetimes that a mark can ask for. */
  readonly ttls: readonly ('5m' | '1h')[];
  readonly source: string;
}

export interface ProfilePage {
  readonly uri: string;
  /** Version of the document that was analysed; what is applied later is held against it. */
  readonly version: number;
  /** Offset of the call in the document. */
  readonly offset: number;
  /** File name and line from 1. */
  readonly file: string;
  readonly line: number;
  readonly callee: string;
  /** Names the call between versions of its document: runs and samples are kept under it. */
  readonly key: string;
  readonly model?: {
    /** A catalog model, opaque to the carrier. */
    readonly packed: string;
    readonly id: string;
    /** The source does not name it. */
    readonly isAssumed: boolean;
    readonly hasPrices: boolean;
  };
  /** Why there is no model or no price, as a sentence. */
  readonly modelProblem?: string;
  /** The engine's plan of the prompt, opaque to the carrier. */
  readonly plan: string;
  readonly blocks: readonly PageBlock[];
  /** Where the marks of the source stand. */
  readonly marks: readonly PageMark[];
  /** The mark of automatic caching. */
  readonly automatic?: { readonly ttl?: '5m' | '1h' | '30m' };
  readonly rules?: PageCacheRules;
  /** What a comment at the call says of it wins over the settings. */
  readonly scenario: ScenarioNumbers;
  readonly findings: readonly PageFinding[];
  readonly holes: readonly PageHole[];
  /** Where a run can be sent; empty where no request can be built. */
  readonly providers: readonly ('local' | 'anthropic' | 'openai')[];
  readonly assumptions: readonly string[];
  /** Prices and limits with source and date, a line each. */
  readonly sources: readonly string[];
}

export interface ProfilePageParams {
  readonly uri: string;
  /** UTF-16 offset; the nearest model call that holds or follows it is meant. */
  readonly offset: number;
  /** Instead of the model in the source. */
  readonly model?: string;
}

/** Null when there is no model call in the document. */
export const profilePageRequest: RequestMessage<ProfilePageParams, ProfilePage | null> = {
  method: 'hitrate/profilePage',
};

export interface MarkEditsParams {
  readonly uri: string;
  readonly offset: number;
  readonly version: number;
  readonly marks: readonly PageMark[];
}

/** Edits of one document, later ones first. */
export interface DocumentTextEdits {
  readonly uri: string;
  /** Of an open document. */
  readonly version?: number;
  readonly edits: readonly { readonly range: Omit<SourceRange, 'uri'>; readonly newText: string }[];
}

export type MarkEditsResult =
  /** `confirm`: it changes what the program does; what the user is asked before it is applied. */
  | { readonly kind: 'edits'; readonly documents: readonly DocumentTextEdits[]; readonly confirm?: string }
  /** A sentence for the user. */
  | { readonly kind: 'refused'; readonly why: string };

export const markEditsRequest: RequestMessage<MarkEditsParams, MarkEditsResult> = { method: 'hitrate/markEdits' };

export interface FixEditsParams {
  readonly uri: string;
  readonly offset: number;
  readonly version: number;
  readonly fingerprint: string;
  /** Index into the finding's fixes. */
  readonly fix: number;
}

export const fixEditsRequest: RequestMessage<FixEditsParams, MarkEditsResult> = { method: 'hitrate/fixEdits' };

export interface ComparedModels {
  /** The prompt as one tokenizer counts it: the engine's plans, opaque to the carrier. */
  readonly plans: readonly string[];
  readonly models: readonly {
    readonly packed: string;
    readonly id: string;
    readonly provider: string;
    /** Index into `plans`. */
    readonly plan: number;
  }[];
}

export const compareModelsRequest: RequestMessage<ProfilePageParams, ComparedModels | null> = {
  method: 'hitrate/compareModels',
};
