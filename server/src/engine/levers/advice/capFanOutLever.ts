// Lever: so many tool calls at a time, where one answer asks for more than the services behind them take.
import type { Lever } from './lever.ts';

export const capFanOutLever: Lever = {
  id: 'cap',
  name: 'cap on parallel calls',
  weigh({ assume, callingTicks, severalTicks, profile }) {
    const seen = profile.toolCallsPerAnswer;
    const widest =
      seen === undefined
        ? severalTicks > 0
          ? assume.severalCalls
          : Math.min(1, callingTicks)
        : Math.max(0, ...Object.entries(seen).map(([calls, count]) => (count > 0 ? Number(calls) : 0)));
    if (widest <= assume.poolSize) {
      return { silent: `An answer makes ${widest} calls at most, and ${assume.poolSize} at a time are taken.` };
    }
    const rounds = Math.ceil(widest / assume.poolSize);
    return {
      saves: { money: 0n, milliseconds: 0 },
      how: `Let ${assume.poolSize} calls run at a time; ${widest} then take ${rounds} rounds, in the order that you choose instead of the pool's.`,
      risk: 'A cap below what the services take makes the widest answers slower.',
      assumes: [`the services take ${assume.poolSize} calls at a time`],
      isGuard: true,
      figures: { widest, rounds },
    };
  },
};
