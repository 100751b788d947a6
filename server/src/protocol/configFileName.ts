// Name of the config file of a project.
export const configFileName = 'hitrate.config.json';
