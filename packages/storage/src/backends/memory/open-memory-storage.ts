import type { ChatStore } from '../../chat-store.js'
import { chatStoreOver } from '../../store/chat-store-over.js'
import type { StoreOptions } from '../../store-options.js'
import { MemoryBackend } from './memory-backend.js'

export function openMemoryStorage(options: StoreOptions = {}): ChatStore {
  return chatStoreOver(new MemoryBackend(), options)
}
