// Asks a provider's own endpoint how many tokens a request has.
import * as z from 'zod';

export interface CountRequest {
  readonly api: 'anthropic' | 'openai';
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string;
  /** Where the provider is reached; its own address when absent. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMilliseconds?: number;
}

/** A sentence for the user, which never holds the key. */
export class CountError extends Error {}

const usualTimeout = 30_000;
const answers = z.object({ input_tokens: z.number().int().nonnegative() });
const failure = z.object({ error: z.object({ message: z.string() }) });

const endpoints = {
  anthropic: {
    base: 'https://api.anthropic.com',
    path: '/v1/messages/count_tokens',
    headers: (key: string) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  },
  openai: {
    base: 'https://api.openai.com/v1',
    path: '/responses/input_tokens',
    headers: (key: string) => ({ authorization: `Bearer ${key}` }),
  },
} as const;

/** Throws a `CountError`. The request is not billed. */
export async function countTokens({
  api,
  body,
  key,
  baseUrl,
  timeoutMilliseconds = usualTimeout,
}: CountRequest): Promise<number> {
  const { base, path, headers } = endpoints[api];
  const url = `${(baseUrl ?? base).replace(/\/$/, '')}${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers(key) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
      // A key goes nowhere but where it was meant to go.
      redirect: 'error',
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw new CountError(
      isLate ? `${url} did not answer within ${timeoutMilliseconds / 1000} s.` : `${url} cannot be reached.`,
    );
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new CountError(reasonOf(response.status, answer, url));
  const counted = answers.safeParse(answer);
  if (!counted.success) throw new CountError(`${url} answered without a count.`);
  return counted.data.input_tokens;
}

function reasonOf(status: number, answer: unknown, url: string): string {
  const said = failure.safeParse(answer);
  const words = said.success ? ` It says: ${said.data.error.message}` : '';
  switch (status) {
    case 401:
    case 403:
      return `${url} refuses the key.${words}`;
    case 404:
      return `${url} does not know the model, or has no endpoint that counts.${words}`;
    case 429:
      return `${url} has had too many requests. Try again in a minute.${words}`;
    default:
      return `${url} answered with status ${status}.${words}`;
  }
}
