// Who the agent is talking to.
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly town: string;
}
