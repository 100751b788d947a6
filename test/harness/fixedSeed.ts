// Gives every property test the same cases in each run; FC_SEED=<number> gives it others.
import fc from 'fast-check';

const given = Number(process.env.FC_SEED ?? '');

fc.configureGlobal({ seed: Number.isSafeInteger(given) && given !== 0 ? given : 20_260_101 });
