// What a loop of drafting and judging sends and writes, beside a single draft.

/** Tokens. */
export interface RefinementInput {
  readonly prompt: number;
  readonly draft: number;
  readonly critique: number;
  readonly cycles: number;
}

export interface RefinementTokens {
  readonly input: number;
  readonly output: number;
  /** Tokens of the loop to those of one pass. */
  readonly times: number;
}

/** Each draft sees the prompt with every draft and critique so far; each critique sees the prompt and the draft. */
export function refinementTokens({ prompt, draft, critique, cycles }: RefinementInput): RefinementTokens {
  let input = 0;
  let output = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    input += prompt + cycle * (draft + critique) + (prompt + draft);
    output += draft + critique;
  }
  const once = prompt + draft;
  return { input, output, times: once === 0 ? 0 : (input + output) / once };
}
