// What the estimator asks of a byte-pair encoder; the host brings one, since loading it takes files and time.

/** Encodings that OpenAI publishes. Claude's tokenizers are estimated from the first. */
export type Encoding = 'o200k_base' | 'cl100k_base';

export interface Encoder {
  /** Token ids of a text, special tokens taken as plain text. */
  readonly encode: (text: string) => ArrayLike<number>;
  /** UTF-8 bytes of one token; may be part of a character. */
  readonly bytesOf: (token: number) => ArrayLike<number>;
  /** One more than the largest token id. */
  readonly size: number;
}

/** Gives an encoder once it is loaded, undefined until then. */
export type EncoderSource = (encoding: Encoding) => Encoder | undefined;
