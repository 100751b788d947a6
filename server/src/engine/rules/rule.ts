// The contract of a rule: what it is called, how it is explained, what it says and how it checks.
import type {
  AnalyzedCall,
  CostEffect,
  Facts,
  Fix,
  LanguageId,
  Module,
  RelatedPlace,
  Scenario,
  Severity,
} from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { ProviderLimits } from './providerLimits.ts';

export type FindingSeverity = Exclude<Severity, 'off'>;

/** Four paragraphs of the rule's page, in Markdown. Required, so that an undocumented rule does not compile. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly whenNotToUse: string;
}

/** Read access to the documents of the analysis. */
export interface Documents {
  /** Text of a document, undefined when it was not read. */
  readonly text: (path: string) => string | undefined;
  readonly languageOf: (path: string) => LanguageId | undefined;
  /** The document in the neutral representation, for edits: what a rule finds does not depend on it. */
  readonly moduleOf: (path: string) => Module | undefined;
}

/** One analysed call with what is known of its model and its use. */
export interface CheckedCall {
  readonly analyzed: AnalyzedCall;
  readonly limits: ProviderLimits;
  readonly scenario: Scenario;
}

export interface CallContext extends CheckedCall, Documents {
  /** All calls of the document, this one among them: what a fix edits may reach another. */
  readonly calls: readonly CheckedCall[];
}

export interface FactsContext extends Documents {
  readonly facts: Facts;
  readonly calls: readonly CheckedCall[];
}

/** A finding before its message is rendered and its twins from other calls are merged into it. */
export interface Draft<MessageId extends string = string> {
  readonly messageId: MessageId;
  /** Where the user must edit. */
  readonly place: Place;
  readonly data?: Readonly<Record<string, string | number>>;
  /** The way of the value. The places of the calls are added for every draft. */
  readonly related?: readonly RelatedPlace[];
  readonly effect?: CostEffect | undefined;
  /** When it differs from the rule's default. */
  readonly severity?: FindingSeverity;
  /** Called once, for the draft that becomes the finding. */
  readonly fixes?: () => readonly Fix[];
  /** Id of the model call; filled in for rules that take a call. */
  readonly call?: number;
}

interface RuleMeta<MessageId extends string> {
  /** Names the offending pattern, in kebab-case. */
  readonly id: string;
  /** Version that brought the rule. */
  readonly since: string;
  readonly severity: FindingSeverity;
  readonly recommended: true;
  /** Best applicability that a fix of this rule can have. */
  readonly fix: 'safe' | 'unsafe' | 'none';
  /** One line for tables. */
  readonly summary: string;
  readonly docs: RuleDocs;
  /** Templates with `{placeholders}`. The first sentence stands alone. */
  readonly messages: Readonly<Record<MessageId, string>>;
}

export interface CallRule<MessageId extends string = string> extends RuleMeta<MessageId> {
  readonly takes: 'call';
  readonly check: (context: CallContext) => Iterable<Draft<MessageId>>;
  /** What the rule says of text that no request in sight sends. */
  readonly checkUnsent?: (context: FactsContext) => Iterable<Draft<MessageId>>;
}

export interface FactsRule<MessageId extends string = string> extends RuleMeta<MessageId> {
  readonly takes: 'facts';
  readonly check: (context: FactsContext) => Iterable<Draft<MessageId>>;
}

export type Rule<MessageId extends string = string> = CallRule<MessageId> | FactsRule<MessageId>;

/** Types a rule: every message id that `check` yields must be among `messages`. */
export function defineRule<MessageId extends string>(rule: CallRule<MessageId>): CallRule<MessageId>;
export function defineRule<MessageId extends string>(rule: FactsRule<MessageId>): FactsRule<MessageId>;
export function defineRule<MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> {
  return rule;
}
