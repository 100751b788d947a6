// Finds plans that repeat: conversations that called the same tools in the same order.
import type { RepeatedPlan } from '../../protocol/index.ts';
import type { Conversation } from './conversations.ts';

interface Running {
  key: string;
  readonly plan: readonly string[];
  calls: number;
  cost: number | undefined;
  lastCost: number | undefined;
}

interface Row {
  readonly plan: readonly string[];
  conversations: number;
  calls: number;
  cost: number | undefined;
  lastCost: number | undefined;
}

export interface PlanTable {
  /** To be called after each call of a conversation, with its dollars. */
  readonly update: (conversation: Conversation, cost: number | undefined) => void;
  /** Those that save most first. */
  readonly repeated: () => RepeatedPlan[];
}

/** One call of a tool is no plan. */
const shortest = 2;
/** Longer ones hardly repeat. */
const longest = 100;
const mostRunning = 100_000;
const mostShown = 10;

export function planTable(): PlanTable {
  const running = new Map<number, Running>();
  const rows = new Map<string, Row>();

  const settle = ({ key, plan, calls, cost, lastCost }: Running): void => {
    if (plan.length < shortest || plan.length > longest) return;
    const row = rows.get(key) ?? { plan, conversations: 0, calls: 0, cost: 0, lastCost: 0 };
    row.conversations++;
    row.calls += calls;
    row.cost = row.cost === undefined || cost === undefined ? undefined : row.cost + cost;
    row.lastCost = row.lastCost === undefined || lastCost === undefined ? undefined : row.lastCost + lastCost;
    rows.set(key, row);
  };

  return {
    update({ number, plan, ticks, cost: total }, cost) {
      running.delete(number);
      running.set(number, { key: plan.join('\n'), plan, calls: ticks, cost: total, lastCost: cost });
      const [oldest] = running;
      if (running.size > mostRunning && oldest !== undefined) {
        settle(oldest[1]);
        running.delete(oldest[0]);
      }
    },
    repeated() {
      for (const one of running.values()) settle(one);
      running.clear();
      return [...rows.values()]
        .filter(({ conversations }) => conversations > 1)
        .map(({ plan, conversations, calls, cost, lastCost }): RepeatedPlan => {
          // Every repeat keeps one call, which composes the answer; it costs what the last one did.
          const repeats = conversations - 1;
          const share = repeats / conversations;
          return {
            plan: [...plan],
            conversations,
            calls,
            ...(cost === undefined ? {} : { cost }),
            savedCalls: Math.max(0, Math.round(calls * share) - repeats),
            ...(cost === undefined || lastCost === undefined ? {} : { saved: Math.max(0, (cost - lastCost) * share) }),
          };
        })
        .sort((a, b) => (b.saved ?? 0) - (a.saved ?? 0) || b.savedCalls - a.savedCalls)
        .slice(0, mostShown);
    },
  };
}
