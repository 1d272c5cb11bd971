/** Loaded when the first secret is met: it costs a command-line tool more than searching a short text. */
const crypto = () => process.getBuiltinModule('node:crypto')

const shape = /^‹secret:([a-zA-Z0-9_.-]{1,80}):([0-9a-f]{8})([0-9a-f]{4})›$/

/**
 * Makes what stands in a secret's place: `‹secret:github-token:7f3a91c2d0e4›`.
 *
 * The first eight digits name the value, the last four vouch for the sentinel; both come from a key that is random for
 * each filter. So a value has one sentinel within a filter, nothing can be learned of the value, and a look-alike in a
 * text is told from one of ours.
 */
export class Sentinels {
  #key: Uint8Array | undefined

  of(rule: string, secret: string): string {
    const id = this.#mac(`value\0${secret}`).slice(0, 8)
    return `‹secret:${rule}:${id}${this.#tag(rule, id)}›`
  }

  /** Whether this filter made it. */
  isOwn(text: string): boolean {
    const [, rule, id, tag] = shape.exec(text) ?? []
    return rule !== undefined && id !== undefined && tag === this.#tag(rule, id)
  }

  #tag(rule: string, id: string): string {
    return this.#mac(`tag\0${rule}\0${id}`).slice(0, 4)
  }

  #mac(text: string): string {
    this.#key ??= crypto().randomBytes(32)
    return crypto().createHmac('sha256', this.#key).update(text, 'utf16le').digest('hex')
  }
}

/** What the allow list holds: the SHA-256 of a value's UTF-8 bytes, in hex. */
export function hashOfValue(value: string): string {
  return crypto().createHash('sha256').update(value, 'utf8').digest('hex')
}
