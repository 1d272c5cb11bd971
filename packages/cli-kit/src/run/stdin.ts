import type { CommandContext } from '../command.js'
import { isTerminal } from '../output/terminal-traits.js'

/** Standard input, touched only when a command asks for it. Bytes that are no UTF-8 become `�`. */
export function openStdin(): CommandContext['stdin'] {
  return {
    // Asked only when somebody wants to know: telling a terminal from /dev/null loads a part of Node.
    get isTty() {
      return isTerminal(0)
    },
    async readText() {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of process.stdin) text += decoder.decode(chunk as Uint8Array, { stream: true })
      return text + decoder.decode()
    },
  }
}
