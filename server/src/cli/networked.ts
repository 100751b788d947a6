// The part of the command line that opens ports, talks to networks or reads recordings: loaded by the commands that do.

export { count } from './count.ts';
export { levers } from './levers.ts';
export { measure, sampleFile } from './measure.ts';
export { profileRecording } from './profileRecording.ts';
export { record } from './record.ts';
export { serve } from './serve.ts';

export type Networked = typeof import('./networked.ts');
