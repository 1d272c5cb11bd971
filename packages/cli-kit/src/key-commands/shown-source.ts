import { dataKeyIdOf, type KeySource } from '@engawa/config'

/** A source as data. Never the key. */
export const sourceData = ({ provider, project, place, origin, setAt }: KeySource) => ({
  provider,
  project: project ?? null,
  place,
  origin,
  set_at: setAt ?? null,
})

/** `OS keyring`, `OPENAI_API_KEY`, `PLAINTEXT in ~/.config/engawa/keys.json` */
export const placeText = ({ place, origin }: Pick<KeySource, 'place' | 'origin'>): string =>
  ({
    environment: `environment: ${origin}`,
    keyring: origin,
    file: `encrypted in ${origin}`,
    plaintext: `PLAINTEXT in ${origin}`,
  })[place]

export const ownerText = ({ project }: Pick<KeySource, 'project'>): string =>
  project === undefined ? '' : ` of the project ${project}`

/** A data key is the suite's own; people are shown what it is for. */
export const providerText = (provider: string): string =>
  dataKeyIdOf(provider) === undefined ? provider : 'stored data'
