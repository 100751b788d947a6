// Door of the segments room: a request in wire order, cut where it changes.
export { compareTicks, type Parting } from './compareTicks.ts';
export { layOut, usualOrder } from './layOut.ts';
export { changesForSure } from './pieceVolatility.ts';
