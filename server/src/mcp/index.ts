// Door of the room that speaks the Model Context Protocol; the bundle that `hitrate mcp` loads.
export { type McpOptions, serveMcp } from './serveMcp.ts';
