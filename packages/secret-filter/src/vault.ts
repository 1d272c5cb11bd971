import { FilterError } from '@engawa/core'

const shape = /‹secret:[a-zA-Z0-9_.-]{1,80}:[0-9a-f]{12}›/g

/** Keeps what was taken out, in memory alone, for those who asked that it be put back. */
export class Vault {
  readonly #secrets = new Map<string, string>()

  keep(sentinel: string, secret: string): void {
    this.#secrets.set(sentinel, secret)
  }

  /** Puts the secrets back. Sentinels that were not kept stay. `onReturn` hears of each that left. */
  rehydrate(text: string, onReturn: (secret: string) => void): string {
    return text.replace(shape, (sentinel) => {
      const secret = this.#secrets.get(sentinel)
      if (secret === undefined) return sentinel
      onReturn(secret)
      return secret
    })
  }
}

/** What a filter without a vault answers. */
export function refuseRehydration(): never {
  throw new FilterError('This filter does not keep what it takes out, so nothing can be put back.', {
    code: 'filter/rehydration-off',
    hint: 'Make the filter with `rehydration: true`, and only where its answers stay on this machine.',
  })
}
