// The other side of the page: posts messages to the extension, hears its answers, and keeps what must survive a reload.
import type { HostToPage, PageToHost } from '../../server/src/protocol/index.ts';

/** What VS Code gives to a page, once. */
interface WebviewApi {
  postMessage(message: PageToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

export interface Host {
  readonly post: (message: PageToHost) => void;
  readonly restore: () => unknown;
  readonly save: (state: unknown) => void;
  readonly listen: (hear: (message: HostToPage) => void) => () => void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    restore: () => api.getState(),
    save: (state) => api.setState(state),
    listen: (hear) => {
      // Only the extension can post to this frame.
      const onMessage = ({ data }: MessageEvent<HostToPage>): void => hear(data);
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
  };
}
