// The type of a custom message: its method name carries what is sent and what comes back.

/** A request: `Params` go to the server, `Result` comes back. The type fields exist for the compiler only. */
export interface RequestMessage<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

/** A notification: `Params` are sent, nothing comes back. */
export interface NotificationMessage<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

export type ParamsOf<Message> = Message extends { readonly types?: (params: infer Params) => unknown } ? Params : never;
export type ResultOf<Message> = Message extends RequestMessage<never, infer Result> ? Result : never;
