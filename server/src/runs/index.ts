// Door of the runs room: everything that opens a port or talks to a network.
export { CountError, type CountRequest, countTokens } from './countTokens.ts';
export { PortError } from './http/listen.ts';
export { defaultScript, type ReplyScript, replyScriptSchema } from './localProvider/reply.ts';
export {
  type LocalProvider,
  type LocalProviderOptions,
  type RequestLine,
  startLocalProvider,
} from './localProvider/startLocalProvider.ts';
export { excerpt, type LineOf, sharedLength } from './profile/divergence.ts';
export {
  createProvider,
  type ProfileProvider,
  ProviderError,
  type ProviderTarget,
} from './profile/provider.ts';
export { type ProfileResume, type RunProfileInput, runProfile } from './profile/runProfile.ts';
export { openRecording, type RecordingWriter } from './recorder/recordingWriter.ts';
export { type Recorder, startRecorder } from './recorder/startRecorder.ts';
export { type Upstreams, upstreamsOf } from './recorder/upstreams.ts';
export { type AnalyzeRecordingInput, analyzeRecording } from './recording/analyzeRecording.ts';
export { type OpenedLog, readCalls, UnknownLog } from './recording/readCalls.ts';
