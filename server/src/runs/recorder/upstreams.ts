// Which provider a request to the recorder is meant for, and the variables that send an SDK there.

export type RecordedProvider = 'anthropic' | 'openai' | 'google';

/** Base addresses of the real services, by provider. */
export type Upstreams = Readonly<Record<RecordedProvider, string>>;

interface Service {
  readonly variable: string;
  readonly address: string;
  /** Path that the SDK's own base address ends in. */
  readonly suffix: string;
}

const services: Readonly<Record<RecordedProvider, Service>> = {
  anthropic: { variable: 'ANTHROPIC_BASE_URL', address: 'https://api.anthropic.com', suffix: '' },
  openai: { variable: 'OPENAI_BASE_URL', address: 'https://api.openai.com/v1', suffix: '/v1' },
  google: { variable: 'GOOGLE_GEMINI_BASE_URL', address: 'https://generativelanguage.googleapis.com', suffix: '' },
};

const providers = Object.keys(services) as readonly RecordedProvider[];

/** The services, or what the user's own variables already send the SDKs to. */
export function upstreamsOf(environment: NodeJS.ProcessEnv): Upstreams {
  const addressOf = (provider: RecordedProvider): string => {
    const { variable, address } = services[provider];
    const own = environment[variable];
    return (own === undefined || own === '' ? address : own).replace(/\/+$/, '');
  };
  return { anthropic: addressOf('anthropic'), openai: addressOf('openai'), google: addressOf('google') };
}

/** What makes the SDKs of a program call the recorder. */
export function recorderVariables(port: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    providers.map((provider) => [
      services[provider].variable,
      `http://127.0.0.1:${port}/${provider}${services[provider].suffix}`,
    ]),
  );
}

export interface Route {
  readonly provider: RecordedProvider;
  /** Path of the service, with its query. */
  readonly path: string;
  readonly url: URL;
}

/** Undefined for a path that belongs to no provider. */
export function routeOf(path: string, upstreams: Upstreams): Route | undefined {
  const provider = providers.find((each) => path.startsWith(`/${each}/`));
  if (provider === undefined) return undefined;
  const rest = path.slice(provider.length + 1 + services[provider].suffix.length);
  return { provider, path: path.slice(provider.length + 1), url: new URL(upstreams[provider] + rest) };
}
