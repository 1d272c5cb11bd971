export { idSchema, maxIdLength, newMessageSchema, newSessionSchema } from './conversation.js'
