// Server → client: how the analysis of one document stands, for the editor's status item.
import type { NotificationMessage } from './message.ts';

export type StatusParams =
  | { readonly uri: string; readonly state: 'busy' }
  | {
      readonly uri: string;
      readonly state: 'ready';
      readonly calls: number;
      /** Input tokens of all model calls of the document, one request each. */
      readonly tokens: number;
      /** Price of a day of them, as it is shown; absent without prices. */
      readonly day?: string;
      /** The user wants to see it. */
      readonly shown: boolean;
      readonly findings: number;
    }
  /** `message` is a sentence for the user. */
  | { readonly uri: string; readonly state: 'error'; readonly message: string };

export const statusNotification: NotificationMessage<StatusParams> = { method: 'hitrate/status' };
