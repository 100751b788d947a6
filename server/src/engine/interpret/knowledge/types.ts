// What a declared type says about a value that no caller fills in.
import type { SourceKind, Volatility } from '../../model/index.ts';

export interface TypeKnowledge {
  readonly volatility: Volatility;
  readonly kind: SourceKind;
  /** Type name that later reads understand. */
  readonly type?: string;
}

const request: TypeKnowledge = {
  volatility: { changes: 'request', varies: 'nobody', sureness: 'likely' },
  kind: 'request',
};
const moment: TypeKnowledge = {
  volatility: { changes: 'call', varies: 'nobody', sureness: 'likely' },
  kind: 'parameter',
  type: 'datetime',
};
const user: TypeKnowledge = { volatility: { changes: 'never', varies: 'user', sureness: 'likely' }, kind: 'user' };

const table: ReadonlyMap<string, TypeKnowledge> = new Map([
  ...[
    'Request',
    'NextRequest',
    'IncomingMessage',
    'FastifyRequest',
    'HttpRequest',
    'HTTPRequest',
    'ActionFunctionArgs',
    'LoaderFunctionArgs',
    'APIGatewayProxyEvent',
    'NextApiRequest',
    'WebSocket',
  ].map((name) => [name, request] as const),
  ...['Date', 'datetime', 'datetime.datetime'].map((name) => [name, moment] as const),
  ...['User', 'UserProfile', 'CurrentUser', 'Customer', 'Geo'].map((name) => [name, user] as const),
]);

export function typeVolatility(name: string): TypeKnowledge | undefined {
  return table.get(name);
}
