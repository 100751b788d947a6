// A request body that the API refuses, before its cache has anything to say.

export interface BodyError {
  readonly status: 400 | 404;
  /** In Anthropic's vocabulary; OpenAI calls both `invalid_request_error`. */
  readonly type: 'invalid_request_error' | 'not_found_error';
  readonly message: string;
  /** Field that is wrong, as a path. */
  readonly param?: string;
}

export function badRequest(message: string, param?: string): BodyError {
  return { status: 400, type: 'invalid_request_error', message, ...(param === undefined ? {} : { param }) };
}

export function isBodyError(value: object): value is BodyError {
  return 'status' in value && 'message' in value;
}
