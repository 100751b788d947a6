// Door of the host room: what the language server and the command line need from the machine they run on.
export { buildId } from './buildId.ts';
export { cacheFolder } from './cacheFolder.ts';
export { createDiskSnapshot, type DiskSnapshotOptions } from './diskSnapshot.ts';
export { type FileSettingsInput, fileSettings } from './fileSettings.ts';
export { type FileStamp, sameStamp } from './fileStamp.ts';
export { isIgnoredByConfig } from './ignoredPaths.ts';
export { programVersion, ruleDocsHref } from './installation.ts';
export { isMachineWritten } from './isMachineWritten.ts';
export { createKeptFile, type KeptFile } from './keptFile.ts';
export { isNotebookPath, type Notebook } from './notebook.ts';
export { createProjectConfigs, type ProjectConfig, type ProjectConfigs } from './projectConfig.ts';
export { readStamped } from './readStamped.ts';
export { readNotebookFile, readTextFile, type TextFile } from './readTextFile.ts';
export { createRecordedSnapshot, type RecordedSnapshot } from './recordedSnapshot.ts';
export { repositoryRoot } from './repositoryRoot.ts';
export { projectLayers } from './settingLayers.ts';
export { slashPath } from './slashPath.ts';
export { startEngine } from './startEngine.ts';
