// Types of the lexer inside of nunjucks, which its own types leave out.
declare module 'nunjucks/src/lexer.js' {
  export interface Token {
    readonly type: string;
    readonly value: unknown;
  }

  export interface Tokenizer {
    /** Offset of the next token; may be set. */
    index: number;
    in_code: boolean;
    /** Undefined or null at the end. Throws on what no template can hold. */
    nextToken(): Token | null | undefined;
  }

  const lexer: {
    lex(text: string, options?: { readonly tags?: Readonly<Record<string, string>> }): Tokenizer;
  };
  export default lexer;
}
