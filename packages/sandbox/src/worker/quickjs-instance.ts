import singleFile from '@jitl/quickjs-singlefile-cjs-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core'

const pageBytes = 64 * 1024
/** What the module asks for at its start. */
export const initialMemoryBytes = 16 * 1024 * 1024
const initialPages = initialMemoryBytes / pageBytes

/**
 * A QuickJS of its own: its WebAssembly memory is shared with nothing and can't grow past the guest's limit, whatever
 * QuickJS itself believes.
 */
export function newInstance(memoryBytes: number): Promise<QuickJSWASMModule> {
  const wasmMemory = new WebAssembly.Memory({
    initial: initialPages,
    maximum: Math.min(initialPages + Math.ceil(memoryBytes / pageBytes), 32_768),
  })
  return newQuickJSWASMModuleFromVariant(newVariant(singleFile.default, { wasmMemory }))
}

/** Keeps one instance ready, so that a run need not wait for it. */
export class InstanceShelf {
  #stock: { readonly memoryBytes: number; readonly instance: Promise<QuickJSWASMModule> } | undefined

  /** A fresh instance, used by nobody before. */
  take(memoryBytes: number): Promise<QuickJSWASMModule> {
    const stock = this.#stock
    this.#stock = undefined
    return stock?.memoryBytes === memoryBytes ? stock.instance : newInstance(memoryBytes)
  }

  async restock(memoryBytes: number): Promise<void> {
    this.#stock = { memoryBytes, instance: newInstance(memoryBytes) }
    await this.#stock.instance
  }
}
