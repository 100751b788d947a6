// How the weights of Claude up to 4.6 are fitted.
import type { FitOptions } from './fitWeights.ts';

/** The prior is what classes of a byte-pair vocabulary of a third of o200k's size suggest; the fit moves it where recordings speak. */
export const claudeFit: FitOptions = {
  prior: {
    word: 1,
    rareWord: 1.06,
    start: 1.13,
    rareStart: 1.35,
    part: 1.35,
    digit: 0.9,
    space: 1.4,
    spaces: 1.5,
    spaceBeforeDigit: 1.6,
    sign: 1.05,
    signs: 1.2,
    spacedSigns: 1.1,
    other: 2.9,
    moreDigits: 0.1,
    contraction: 0.6,
    long: 0,
  },
  ridge: 0.3,
  fixed: ['long'],
};
