// What every feature of the server is: the capabilities it adds, and the handlers it registers.
import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver/node';
import type { Session } from './session.ts';

export interface Feature {
  readonly capabilities: (client: ClientCapabilities) => ServerCapabilities;
  readonly register: (session: Session) => void;
}
