// What users tell of their code where the analysis cannot see it: wrappers, helpers that set marks, and how often values change.
import type { Changes, Varies } from './volatility.ts';

/** Calls of SDKs that a wrapper may stand for. */
export type WrapperForm =
  | 'anthropic.messages'
  | 'openai.chat'
  | 'openai.responses'
  | 'ai.generateText'
  | 'google.generateContent'
  | 'bedrock.converse'
  | 'litellm.completion';

export interface DeclaredWrapper {
  /** End of the member path of its calls, `llm.complete`. */
  readonly call: string;
  /** As imports spell it. Without it the path alone counts. */
  readonly package?: string | undefined;
  readonly as: WrapperForm;
  /** The SDK's name for each of its arguments that has another: by key, or by position (`0`). */
  readonly arguments?: Readonly<Record<string, string>> | undefined;
}

/** How often a value changes, or across whom it varies. */
export type DeclaredVolatility = Changes | Exclude<Varies, 'nobody'>;

export interface Declarations {
  readonly wrappers?: readonly DeclaredWrapper[] | undefined;
  /** Ends of the member paths of functions that set cache marks on what they are given or give back. */
  readonly breakpointHelpers?: readonly string[] | undefined;
  readonly volatility?:
    | {
        /** By the name of a parameter, variable, member or function, as it is written. */
        readonly names?: Readonly<Record<string, DeclaredVolatility>> | undefined;
        /** By the name of a declared type. */
        readonly types?: Readonly<Record<string, DeclaredVolatility>> | undefined;
      }
    | undefined;
}
