export { estimateOutput } from './model/estimate-output.ts'
export { estimateInput, estimateTokens } from './model/estimate-tokens.ts'
export {
  type Caps,
  type Embedded,
  type EmbedRequest,
  type GenEvent,
  type Generated,
  type GenRequest,
  isWorthAnother,
  type JsonSchema,
  type Model,
  type ModelMessage,
  type ModelTool,
  type ToolCall,
} from './model/model.ts'
export { NO_USAGE, type Usage } from './model/usage.ts'
export { type Cost, costOf } from './price/cost.ts'
