// A request as the token counters see it: texts and JSON, no provider syntax.

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface CountableTool {
  readonly name: string;
  readonly description?: string;
  /** JSON schema of the input. */
  readonly schema: JsonValue;
}

export type CountablePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'toolUse'; readonly name: string; readonly input: JsonValue }
  | { readonly kind: 'toolResult'; readonly text: string }
  /** Images, documents and the like, whose size the caller knows or assumes. */
  | { readonly kind: 'fixed'; readonly tokens: number; readonly isAssumed: boolean };

export interface CountableMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly name?: string;
  readonly parts: readonly CountablePart[];
}

export interface CountableRequest {
  readonly tools: readonly CountableTool[];
  /** Blocks of the system prompt. OpenAI's system messages may stand here or among the messages. */
  readonly system: readonly string[];
  readonly messages: readonly CountableMessage[];
  readonly toolChoice?: 'auto' | 'none' | 'forced';
  /** The one tool that must be called. */
  readonly forcedTool?: string;
  /** False when several tool calls in one answer are switched off. */
  readonly parallelTools?: boolean;
  readonly thinking?: 'enabled' | 'adaptive';
  /** JSON schema of a structured answer. */
  readonly outputSchema?: JsonValue;
}
